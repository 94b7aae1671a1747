"""Loads the File-set of a DICOMDIR and all its instances; prints what it holds as JSON."""

import json
import sys

from pydicom.fileset import FileSet

KEYS = ["PatientID", "PatientName", "StudyInstanceUID", "SeriesInstanceUID", "SOPInstanceUID", "SOPClassUID"]


def describe(instance):
    file = instance.load()
    differs = [key for key in KEYS if key in file and str(instance[key].value) != str(file[key].value)]
    syntax = instance.ReferencedTransferSyntaxUIDInFile
    if syntax != file.file_meta.TransferSyntaxUID:
        differs.append("TransferSyntaxUID")
    return {"type": instance.node.record_type, "path": instance.path, "differs": differs}


file_set = FileSet(sys.argv[1])
print(json.dumps({"id": file_set.ID, "uid": file_set.UID, "instances": [describe(each) for each in file_set]}))
