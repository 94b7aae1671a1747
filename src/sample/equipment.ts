import type { Attributes } from './attributes';

/** The devices of the sample hospital: General Equipment, PS3.3 §C.7.5.1. */
const HOSPITAL: Attributes = {
  InstitutionName: 'St. Elsewhere University Hospital',
  InstitutionAddress: '12 Harbour Street, Elsewhere 40210',
};

export const CT_SCANNER: Attributes = {
  ...HOSPITAL,
  Manufacturer: 'ACME Imaging',
  ManufacturerModelName: 'Tomo 64',
  StationName: 'CT01-ELSEWHERE',
  InstitutionalDepartmentName: 'Radiology',
  DeviceSerialNumber: 'CT-30577',
  SoftwareVersions: ['VA40', 'SP2'],
};

export const MR_SCANNER: Attributes = {
  ...HOSPITAL,
  Manufacturer: 'ACME Imaging',
  ManufacturerModelName: 'Magna 3T',
  StationName: 'MR02-ELSEWHERE',
  InstitutionalDepartmentName: 'Neuroradiology',
  DeviceSerialNumber: 'MR-67093',
  SoftwareVersions: 'XA30',
};

export const ULTRASOUND_SCANNER: Attributes = {
  ...HOSPITAL,
  Manufacturer: 'Sonoform',
  ManufacturerModelName: 'Sono 9',
  StationName: 'US-ROOM-3',
  InstitutionalDepartmentName: 'Cardiology',
  DeviceSerialNumber: 'US-1199',
  SoftwareVersions: '5.1.7',
};

export const RADIOGRAPHY_UNIT: Attributes = {
  ...HOSPITAL,
  Manufacturer: 'Plateworks',
  ManufacturerModelName: 'CR 35',
  StationName: 'CR-ER-1',
  InstitutionalDepartmentName: 'Emergency',
  DeviceSerialNumber: 'CR-0042',
  SoftwareVersions: '2.0',
};

export const PLANNING_SYSTEM: Attributes = {
  ...HOSPITAL,
  Manufacturer: 'Raywise',
  ManufacturerModelName: 'Planner',
  StationName: 'TPS-2',
  InstitutionalDepartmentName: 'Radiation Oncology',
  DeviceSerialNumber: 'TPS-77',
  SoftwareVersions: '11.3',
};

export const WORKSTATION: Attributes = {
  ...HOSPITAL,
  Manufacturer: 'Readwell',
  ManufacturerModelName: 'Reading Station',
  StationName: 'WS-READING-7',
  InstitutionalDepartmentName: 'Radiology',
  DeviceSerialNumber: 'WS-7',
  SoftwareVersions: '4.4',
};
