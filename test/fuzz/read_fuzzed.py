"""Reads a JSON list of paths from stdin; prints a JSON line for each: what pydicom finds in the file.

A line is {"path", "error"} or {"path", "elements"}: [path of tags and items, VR, length of the value, SHA-1 of it,
the canaries in it]; the length is null where pydicom has converted the value.
"""
import hashlib
import json
import re
import sys
import warnings

import pydicom
from pydicom.datadict import dictionary_VR
from pydicom.dataelem import DataElement

warnings.simplefilter("ignore")
CANARY = re.compile(rb"Zq[0-9a-z]{5}K|1\.2\.826\.0\.1\.3680043\.10\.1234\.4711\.\d{6}")


def known_vr(tag):
    try:
        return dictionary_VR(tag)
    except KeyError:
        return None


def as_sequence(dataset, tag, raw):
    """The sequence that an element is or is converted to, or None."""
    if isinstance(raw, DataElement):
        return raw.value if raw.VR == "SQ" else None
    if raw.VR != "SQ" and not (raw.VR in (None, "UN") and known_vr(tag) == "SQ"):
        return None
    converted = dataset[tag]
    return converted.value if converted.VR == "SQ" else None


def value_of(raw):
    value = raw.value
    if value is None:
        return b""
    return value if isinstance(value, bytes) else str(value).encode("latin-1", "replace")


def elements_of(dataset, prefix):
    for tag in list(dataset._dict):
        raw = dataset._dict[tag]
        path = f"{prefix}{int(tag):08x}"
        items = as_sequence(dataset, tag, raw)
        vr = raw.VR or known_vr(tag) or "UN"
        if items is None:
            value = value_of(raw)
            canaries = [found.decode() for found in CANARY.findall(value)]
            length = None if isinstance(raw, DataElement) else len(value)
            yield [path, vr, length, hashlib.sha1(value).hexdigest(), canaries]
            continue
        yield [path, "SQ", None, "", []]
        for index, item in enumerate(items):
            yield from elements_of(item, f"{path}[{index}].")


def read(path):
    try:
        dataset = pydicom.dcmread(path, force=True)
        elements = [*elements_of(dataset.file_meta, ""), *elements_of(dataset, "")]
    except Exception as error:  # whatever pydicom raises means that it does not read the file
        return {"path": path, "error": type(error).__name__}
    return {"path": path, "elements": elements}


for each in json.load(sys.stdin):
    print(json.dumps(read(each)))
