"""Reads a JSON list of paths from stdin; prints what pydicom finds in each file as a JSON list."""
import hashlib
import json
import sys
import warnings

import pydicom
from pydicom.dataset import Dataset

warnings.simplefilter("always")


def text_of(element):
    value = element.value
    if isinstance(value, bytes):
        return hashlib.sha256(value).hexdigest()
    if isinstance(value, (list, pydicom.multival.MultiValue)):
        return "\\".join(str(each) for each in value)
    return "" if value is None else str(value)


def elements_of(dataset: Dataset, prefix: str):
    for element in dataset:
        path = f"{prefix}{element.tag.group:04X}{element.tag.element:04X}"
        if element.VR == "SQ":
            yield {"path": path, "vr": "SQ", "value": str(len(element.value))}
            for index, item in enumerate(element.value):
                yield from elements_of(item, f"{path}[{index}].")
        else:
            yield {"path": path, "vr": element.VR, "value": text_of(element)}


def read(path):
    with warnings.catch_warnings(record=True) as caught:
        try:
            dataset = pydicom.dcmread(path, force=True)
            elements = [*elements_of(dataset.file_meta, ""), *elements_of(dataset, "")]
        except Exception as error:  # whatever pydicom raises is a finding
            return {"path": path, "error": f"{type(error).__name__}: {error}"}
        return {"path": path, "elements": elements, "warnings": [str(each.message) for each in caught]}


json.dump([read(path) for path in json.load(sys.stdin)], sys.stdout)
