/** PS3.16 2026c CID 7050 "De-identification Method": code value|code meaning|option. Written by make-tables.mjs. */
export const METHODS = `
113100|Basic Application Confidentiality Profile|
113101|Clean Pixel Data Option|
113102|Clean Recognizable Visual Features Option|
113103|Clean Graphics Option|g
113104|Clean Structured Content Option|s
113105|Clean Descriptors Option|t
113106|Retain Longitudinal Temporal Information Full Dates Option|f
113107|Retain Longitudinal Temporal Information Modified Dates Option|m
113108|Retain Patient Characteristics Option|p
113109|Retain Device Identity Option|d
113110|Retain UIDs Option|u
113111|Retain Safe Private Option|r
113112|Retain Institution Identity Option|i
`;
