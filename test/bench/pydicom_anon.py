"""Anonymises a tree as scripts on top of pydicom do: read, blank, map UIDs at every depth, save.

Usage: pydicom_anon.py SOURCE DESTINATION NEW_ID "gggg,eeee gggg,eeee ..."
"""
import hashlib
import os
import sys

import pydicom
from pydicom.tag import Tag

KEY = b"bench"
STANDARD_UIDS = "1.2.840.10008."


def new_uid(uid):
    if not uid or uid.startswith(STANDARD_UIDS):
        return uid
    digest = hashlib.blake2b(uid.encode(), key=KEY, digest_size=16).digest()
    return f"2.25.{int.from_bytes(digest, 'big')}"


def edit(emptied):
    def callback(dataset, element):
        if element.tag in emptied:
            element.value = [] if element.VR == "SQ" else ""
        elif element.VR == "UI":
            many = element.VM > 1
            element.value = [new_uid(each) for each in element.value] if many else new_uid(str(element.value or ""))

    return callback


def anonymise(source, target, new_id, emptied):
    dataset = pydicom.dcmread(source)
    dataset.remove_private_tags()
    dataset.walk(edit(emptied))
    dataset.PatientName = new_id
    dataset.PatientID = new_id
    dataset.file_meta.MediaStorageSOPInstanceUID = dataset.SOPInstanceUID
    dataset.save_as(target)


def main(source, destination, new_id, tags):
    emptied = {Tag(*(int(part, 16) for part in tag.split(","))) for tag in tags.split()}
    for folder, _, names in os.walk(source):
        target = os.path.join(destination, os.path.relpath(folder, source))
        os.makedirs(target, exist_ok=True)
        for name in names:
            anonymise(os.path.join(folder, name), os.path.join(target, name), new_id, emptied)


main(*sys.argv[1:])
