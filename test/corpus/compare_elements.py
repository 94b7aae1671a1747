"""Compares anonymised DICOM files with their originals, element by element, as pydicom reads them.

Reads one JSON object from stdin: {"pairs": [[original, copy], ...], "keep": [switches that were turned off]}.
Prints a JSON line for each pair. What should become of an element is written down here once more, on purpose: by
keyword and by the standard's own tables, with no part taken from the product.
"""
import datetime
import hashlib
import io
import json
import re
import sys
import warnings

import pydicom
from pydicom.datadict import dictionary_VR, keyword_for_tag, tag_for_keyword
from pydicom.dataelem import DataElement
from pydicom.filereader import read_sequence

warnings.simplefilter("ignore")

EMPTIED = """OtherPatientIDs OtherPatientIDsSequence OtherPatientNames PatientBirthName PatientMotherBirthName
PatientAddress PatientTelephoneNumbers PatientInsurancePlanCodeSequence PatientComments EthnicGroup Occupation
AdditionalPatientHistory PatientReligiousPreference ResponsiblePerson ResponsiblePersonRole PerformingPhysicianName
ReferringPhysicianName ReferringPhysicianAddress ReferringPhysicianTelephoneNumbers RequestingPhysician OperatorsName
PhysiciansOfRecord NameOfPhysiciansReadingStudy InstitutionName InstitutionAddress InstitutionalDepartmentName
StationName AccessionNumber IssuerOfPatientID IssuerOfAccessionNumberSequence RequestingService AdmissionID
InsurancePlanIdentification VisitComments ScheduledProcedureStepDescription RequestedProcedureDescription
RequestedProcedureComments ProtocolName PerformedProcedureStepDescription StudyComments
CountryOfResidence RegionOfResidence""".split()
DUMMIES = "PersonName DeviceSerialNumber SoftwareVersions RequestedProcedureID".split()
PSEUDONYMS = {0x00100010, 0x00100020}
EMPTY = {tag_for_keyword(name) for name in EMPTIED} | {0x00102161, 0x00102162}
DUMMY = {tag_for_keyword(name) for name in DUMMIES}
VERIFYING_OBSERVER_NAME = 0x0040A075
BIRTH_DATE = 0x00100030
FURTHER_BIRTH_DATES = {0x00100032, 0x00100033, 0x00100034}
PERFORMED_STEP_ID = 0x00400253
SEALED = {0xFFFAFFFA, 0x4FFE0001, 0x04000500, 0x04000551}
TRAILING_PADDING = 0xFFFCFFFC
META_OWN = {0x00020012: b"2.25.144826422188958763715559334569013945890", 0x00020013: b"DICOMANON_1"}
META_REMOVED = {0x00020016, 0x00020017, 0x00020018, 0x00020026, 0x00020027, 0x00020028, 0x00020100, 0x00020102}
MARKS = {0x00120062, 0x00120063, 0x00280303}
QUOTING = {"LO", "SH", "ST", "LT", "UT", "UC", "UR", "UN"}
LONG_HEADER = {"OB", "OD", "OF", "OL", "OV", "OW", "SQ", "SV", "UC", "UN", "UR", "UT", "UV"}
KEPT_UID = re.compile(
    r"SOPClass|TransferSyntax|CodingSchemeUID$|^ContextUID$|^MappingResourceUID$|^ImplementationClassUID$"
    r"|^PrivateRecordUID$|^CreatorVersionUID$"
)
QUOTED_UID = re.compile(rb"(?<![\d.])[0-2]\.(?:\d+\.){3,}\d+|2\.25\.\d{20,}")
# What stands in text in place of what is known of the patient, and dates that moved.
CLEANED_TEXT = re.compile(rb"ANON-\d{4}|ANONYMISED|DATE|\d{4}")
REFERENCES = {0x00081155, 0x0020000D, 0x0020000E, 0x30060024, 0x00200052}


def known_vr(tag):
    try:
        return dictionary_VR(tag)
    except KeyError:
        return "LO" if tag >> 16 & 1 and 0x10 <= tag & 0xFFFF <= 0xFF else None


def raw_of(dataset, tag):
    """The element as it stands in the file; get_item() would convert some."""
    return dataset._dict[tag]


def value_of(raw):
    value = raw.value
    if value is None:
        return b""
    return value if isinstance(value, bytes) else str(value).encode("latin-1", "replace")


def read_items(value, implicit, little):
    stream = io.BytesIO(value)
    items = read_sequence(stream, implicit, little, len(value), "iso8859")
    return items if stream.tell() == len(value) else None


def items_of(raw):
    """The items of an element, or None when it is no sequence."""
    if isinstance(raw, DataElement):
        return raw.value if raw.VR == "SQ" else None
    value, vr = value_of(raw), raw.VR or known_vr(int(raw.tag))
    little = raw.is_little_endian
    start = b"\xfe\xff\x00\xe0" if little else b"\xff\xfe\xe0\x00"
    if not value.startswith(start) or vr not in ("SQ", "UN", "OB", None):
        return [] if vr == "SQ" and not value else None
    if keyword_for_tag(raw.tag) == "PixelData":
        return None
    for implicit in [raw.is_implicit_VR] if vr == "SQ" else [True, False]:
        try:
            items = read_items(value, implicit, little)
        except Exception:
            items = None
        if items is not None:
            return items
    return None


class Comparison:
    def __init__(self, keep):
        self.keep = set(keep)
        self.problems = []
        self.uids = {}
        self.shifts = set()
        self.references = []
        self.patient = b""

    def on(self, switch):
        return switch not in self.keep

    def fault(self, path, what):
        self.problems.append(f"{path}: {what}")

    def is_removed(self, tag, meta):
        if tag in META_REMOVED:
            return self.on("file-meta")
        group = tag >> 16
        if tag in SEALED:
            return self.on("signatures")
        if tag == TRAILING_PADDING:
            return self.on("trailing")
        return (group & 1 and self.on("private")) or (group in (0, 4) and self.on("command-groups"))

    def data_sets(self, before, after, path="", top=False, meta=False):
        tags = [int(tag) for tag in before.keys() if not self.is_removed(int(tag), meta)]
        added = self.required(before) if top else set()
        there = [int(tag) for tag in after.keys()]
        kept = [tag for tag in there if tag in tags or tag not in added]
        if kept != tags:
            self.fault(path, f"elements {differing(tags, kept)}")
        if sorted(before.keys()) == list(before.keys()) and sorted(there) != there:
            self.fault(path, "the order of the elements is lost")
        for tag in there:
            where = f"{path}{tag >> 16:04X}{tag & 0xFFFF:04X}"
            if tag in added:
                self.required_value(where, tag, value_of(raw_of(after, tag)))
            elif tag in tags:
                self.elements(where, raw_of(before, tag), raw_of(after, tag), meta)
        self.group_lengths(path, before, after)

    def required(self, before):
        marks = MARKS if self.on("mark") else set()
        patient = {int(tag) for tag in before.keys()} & PSEUDONYMS
        return marks | (PSEUDONYMS if patient else set())

    def required_value(self, where, tag, value):
        text = value.rstrip(b" \0")
        if tag in PSEUDONYMS:
            self.patient = self.patient or text
            if text != self.patient or not re.fullmatch(rb"ANON-\d{4}", text):
                self.fault(where, "is not the anonymised ID")
        elif tag == 0x00120062 and text != b"YES":
            self.fault(where, "is not YES")
        elif tag == 0x00120063 and not text.startswith(b"DicomAnon "):
            self.fault(where, "does not name the product")
        elif tag == 0x00280303 and text != (b"MODIFIED" if self.on("dates") else b"UNMODIFIED"):
            self.fault(where, "says something else about dates")

    def elements(self, where, before, after, meta):
        tag = int(before.tag)
        vr, file_vr = before.VR or known_vr(tag), before.VR
        items = items_of(before)
        raw = not isinstance(before, DataElement) and not isinstance(after, DataElement)
        if raw and after.VR != file_vr and not (file_vr and len(value_of(after)) > 0xFFFE):
            self.fault(where, f"VR {file_vr} became {after.VR}")
        if tag in EMPTY:
            if value_of(after) and not isinstance(after, DataElement) or items_of(after):
                self.fault(where, "is not empty")
        elif items is not None:
            if tag in DUMMY:
                return
            self.sequences(where, items, items_of(after), before, after)
        else:
            self.values(where, tag, {vr, known_vr(tag)}, value_of(before), value_of(after), meta)

    def sequences(self, where, items, copies, before, after):
        if copies is None or len(copies) != len(items):
            self.fault(where, "the items are not those of the original")
            return
        if getattr(before, "is_undefined_length", None) != getattr(after, "is_undefined_length", None):
            self.fault(where, "the form of the length changed")
        for index, (item, copy) in enumerate(zip(items, copies)):
            if item.is_undefined_length_sequence_item != copy.is_undefined_length_sequence_item:
                self.fault(f"{where}[{index}]", "the form of the length changed")
            self.data_sets(item, copy, f"{where}[{index}].")

    def values(self, where, tag, vrs, before, after, meta):
        keyword = keyword_for_tag(tag)
        if tag in PSEUDONYMS:
            self.required_value(where, tag, after)
        elif tag in DUMMY or (tag == VERIFYING_OBSERVER_NAME and self.on("person-names")):
            self.expect(where, after, b"ANONYMISED" if before.strip(b" \0") else before)
        elif tag in META_OWN and self.on("file-meta"):
            self.expect(where, after, META_OWN[tag])
        elif tag & 0xFFFF == 0:
            pass  # group lengths: see group_lengths
        elif tag == BIRTH_DATE:
            self.birth_date(where, before, after)
        elif tag in FURTHER_BIRTH_DATES and self.on("birth-date"):
            self.expect(where, after, b"")
        elif "UI" in vrs and KEPT_UID.search(keyword):
            self.expect(where, after, before)
        elif "UI" in vrs:
            self.multiple_uids(where, tag, before, after, meta)
        elif "PN" in vrs and self.on("person-names"):
            self.expect(where, after, b"")
        elif vrs & {"DA", "DT"} and self.on("dates"):
            self.dates(where, before, after)
        elif tag == PERFORMED_STEP_ID and self.on("dates"):
            self.expect(where, after, b"")
        elif tag == 0x00200010 and self.on("study-id"):
            if before.strip(b" \0") and not re.fullmatch(rb"[A-Z2-7]{8}", after):
                self.fault(where, "is no study code")
        elif vrs & QUOTING or vrs == {None}:
            self.quoted_uids(where, before, after)
        else:
            self.expect(where, after, before)

    def expect(self, where, found, expected):
        padded = len(expected) % 2 and found[:-1] == expected and found[-1:] in (b" ", b"\0")
        if found != expected and not padded:
            self.fault(where, "differs and should not" if expected else "is not empty")

    def birth_date(self, where, before, after):
        text = before.strip(b" \0").decode("latin-1")
        if not self.on("birth-date"):
            expected = before
        elif re.fullmatch(r"\d{8}", text):
            expected = f"{text[:4]}0101".encode()
        elif re.fullmatch(r"\d{4}([.\-/])\d\d\1\d\d", text):
            expected = f"{text[:4]}{text[4]}01{text[4]}01".encode()
        else:
            expected = before if re.fullmatch(r"\d{4}", text) else b""
        self.expect(where, after, expected)

    def dates(self, where, before, after):
        old, new = before.split(b"\\"), after.split(b"\\")
        if len(old) != len(new):
            self.fault(where, "another number of dates")
        for one, other in zip(old, new):
            self.date(where, one.strip(b" \0").decode("latin-1"), other.strip(b" ").decode("latin-1"))

    def date(self, where, old, new):
        day, moved = day_of(old), day_of(new)
        if day is None:
            if new and not re.fullmatch(r"\d{4}(\d\d)?([+-]\d{4})?", old):
                self.fault(where, "what is no date was kept")
        elif moved is None or old[day[1] :] != new[moved[1] :] or len(old) != len(new):
            self.fault(where, "a date lost its form")
        else:
            self.shifts.add((day[0] - moved[0]).days)

    def multiple_uids(self, where, tag, before, after, meta):
        old, new = before.split(b"\\"), after.split(b"\\")
        if len(old) != len(new):
            self.fault(where, "another number of UIDs")
            return
        for one, other in zip(old, new):
            one, other = one.strip(b" \0"), other.strip(b" \0")
            if tag == 0x00020003 and meta:
                continue
            self.uid(where, one, other)
            if tag in REFERENCES and one:
                self.references.append([where, one.decode("latin-1"), other.decode("latin-1")])

    def uid(self, where, old, new):
        if not old or re.match(rb"1\.2\.840\.10008(\.|$)", old):
            if old != new:
                self.fault(where, "a registered UID or none was changed")
        elif not re.fullmatch(rb"2\.25\.[1-9]\d*", new) or len(new) > 64:
            self.fault(where, "is no new UID")
        elif self.uids.setdefault(old.decode("latin-1"), new.decode("latin-1")) != new.decode("latin-1"):
            self.fault(where, "one UID became two")

    def quoted_uids(self, where, before, after):
        old, new = QUOTED_UID.split(before), QUOTED_UID.split(after)
        if len(before) % 2 == 0:
            old[-1], new[-1] = old[-1].rstrip(b" \0"), new[-1].rstrip(b" \0")
        if old != new and self.on("free-text") and CLEANED_TEXT.search(after):
            return
        if old != new:
            self.fault(where, "text differs beyond the UIDs in it")
            return
        for one, other in zip(QUOTED_UID.findall(before), QUOTED_UID.findall(after)):
            self.uid(where, one, other)

    def group_lengths(self, path, before, after):
        was = group_lengths(before)
        for tag, (stated, actual) in group_lengths(after).items():
            if tag in was and was[tag][0] == was[tag][1] and stated != actual:
                self.fault(f"{path}{tag:08X}", f"group length {stated}, but the group has {actual} bytes")


def day_of(text):
    match = re.match(r"(\d{4})([.\-/]?)(\d\d)\2(\d\d)", text)
    if not match or not re.fullmatch(r"(\d*(\.\d+)?([+-]\d{4})?)", text[match.end() :]):
        return None
    try:
        return datetime.date(int(match[1]), int(match[3]), int(match[4])), match.end()
    except ValueError:
        return None


def differing(expected, found):
    lost = [f"{tag:08X}" for tag in expected if tag not in found]
    more = [f"{tag:08X}" for tag in found if tag not in expected]
    return f"lost {lost}, added {more}" if lost or more else "are in another order"


def group_lengths(dataset):
    """Of each group that states its length and whose last element has a defined one: what it states, what it has."""
    lengths = {}
    raws = [raw_of(dataset, tag) for tag in dataset.keys()]
    for index, raw in enumerate(raws):
        tag = int(raw.tag)
        if tag & 0xFFFF or (raw.VR or "UL") != "UL" or not position(raw):
            continue
        members = []
        for other in raws[index + 1 :]:
            if int(other.tag) >> 16 != tag >> 16:
                break
            members.append(other)
        last = members[-1] if members else raw
        if isinstance(last, DataElement) or last.length == 0xFFFFFFFF:
            continue
        stated = raw.value if isinstance(raw.value, int) else int.from_bytes(value_of(raw), endianness(raw))
        lengths[tag] = (stated, position(last) + last.length - position(raw) - 4)
    return lengths


def position(raw):
    return raw.file_tell if isinstance(raw, DataElement) else raw.value_tell


def endianness(raw):
    return "little" if getattr(raw, "is_little_endian", True) else "big"


def pixel_hashes(dataset):
    return {
        f"{tag:08X}": hashlib.sha256(value_of(raw_of(dataset, tag))).hexdigest()
        for tag in (0x7FE00008, 0x7FE00009, 0x7FE00010)
        if tag in dataset
    }


def identifiers(dataset):
    """Parts of person names, patient IDs and dates, at every depth, as Latin-1 text of their bytes."""
    for tag in dataset.keys():
        raw = raw_of(dataset, tag)
        items = items_of(raw)
        for item in items or []:
            yield from identifiers(item)
        if items is not None:
            continue
        vr, text = raw.VR or known_vr(int(tag)), value_of(raw).decode("latin-1")
        if vr == "PN" or int(tag) == 0x00100010:
            yield from re.split(r"[\^=\\ ,\0]", text)
        elif int(tag) == 0x00100020:
            yield text.strip(" \0")
        elif vr in ("DA", "DT"):
            days = (written_day(date) for date in text.split("\\") if day_of(date))
            yield from (day for day in days if not is_new_year(day))


def written_day(text):
    """The day that a date begins with, with the separators that it has (ACR-NEMA 2.0)."""
    return text[:10] if text[4:5] in ".-/" else text[:8]


def is_new_year(day):
    return re.sub(r"\D", "", day).endswith("0101")


def text_at(dataset, tag):
    return value_of(raw_of(dataset, tag)).strip(b" \0").decode("latin-1") if tag in dataset else ""


def compare(original, copy, keep):
    try:
        before = pydicom.dcmread(original, force=True)
    except Exception as error:
        return {"original": original, "unreadable": f"{type(error).__name__}"}
    try:
        after = pydicom.dcmread(copy, force=True)
    except Exception as error:
        return {"original": original, "problems": [f"pydicom cannot read the copy: {type(error).__name__}"]}
    comparison = Comparison(keep)
    comparison.data_sets(before.file_meta, after.file_meta, meta=True)
    comparison.data_sets(before, after, top=True)
    instance = text_at(after.file_meta, 0x00020003)
    if 0x00020003 in before.file_meta and text_at(after, 0x00080018) and instance != text_at(after, 0x00080018):
        comparison.fault("00020003", "is not the SOP Instance UID")
    moves = {datetime.timedelta(days) for days in comparison.shifts}
    days = [day_of(text)[0] for text in identifiers(before) if day_of(text)]
    moved = [day - move for day in days for move in moves]  # may equal another true date
    shifted = {day.strftime(form) for day in moved for form in ("%Y%m%d", "%Y.%m.%d", "%Y-%m-%d", "%Y/%m/%d")}
    return {
        "original": original,
        "elements": len(before) + len(before.file_meta),
        "problems": comparison.problems,
        "uids": comparison.uids,
        "shifts": sorted(comparison.shifts),
        "patient": comparison.patient.decode("latin-1"),
        "modality": text_at(before, 0x00080060),
        "instance": [text_at(before, 0x00080018), text_at(after, 0x00080018)],
        "references": comparison.references,
        "identifiers": sorted(text for text in set(identifiers(before)) - shifted if len(text) >= 4),
        "pixels": [pixel_hashes(before), pixel_hashes(after)],
    }


def main():
    task = json.load(sys.stdin)
    for original, copy in task["pairs"]:
        print(json.dumps(compare(original, copy, task["keep"])), flush=True)


main()
