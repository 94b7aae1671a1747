/** PS3.15 2026c Table E.3.4-1: code value|scheme|value type|code of the profile|options|code meaning. Written by make-tables.mjs. */
export const CONCEPTS = `
121022|DCM|TEXT|X||Accession Number
113795|DCM|IMAGE|D|U|Acquired Image
126201|DCM|DATE|X|Fm|Acquisition Date
130884|DCM|DATETIME|X|Fm|Acquisition DateTime
125203|DCM|TEXT|X|t|Acquisition Protocol
126202|DCM|TIME|X|Fm|Acquisition Time
C67447|NCIt|TEXT|X|t|Activity Session
440252007|SCT|TEXT|D|t|Administration of radiopharmaceutical
15|NCDR [2.0b]|DATETIME|X|Fm|Admission DateTime
112050|DCM|TEXT|X|t|Anatomic Identifier
398164008|SCT|DATETIME|X|Fm|Anesthesia Finish Time
398325003|SCT|DATETIME|X|Fm|Anesthesia Start Time
121080|DCM|IMAGE|X|U|Best illustration of finding
121080|DCM|WAVEFORM|X|U|Best illustration of finding
113723|DCM|DATETIME|D|Fm|Calibration DateTime
113720|DCM|TEXT|X|t|Calibration Protocol
113724|DCM|TEXT|D|t|Calibration Responsible Party
76|NCDR [2.0b]|PNAME|D||Catheterization Operator
121120|DCM|COMPOSITE|X|U|Cath Lab Procedure Log
371524004|SCT|COMPOSITE|X|U|Clinical Report
371524004|SCT|TEXT|X|t|Clinical Report
121106|DCM|TEXT|X|t|Comment
116224001|SCT|TEXT|X|t|Complication of Procedure
112347|DCM|TEXT|D||Component ID
121077|DCM|TEXT|X|t|Conclusion
111018|DCM|DATE|X/D|Fm|Content Date
111019|DCM|TIME|X/D|Fm|Content Time
122073|DCM|COMPOSITE|X|U|Current procedure evidence
11955-2|LN|DATE|X|Fm|Date of last menstrual period
121431|DCM|DATETIME|X|Fm|DateTime Concern Noted
121432|DCM|DATETIME|X|Fm|DateTime Concern Resolved
111527|DCM|DATETIME|X|Fm|DateTime Ended
122165|DCM|DATETIME|X|Fm|DateTime of Death
122105|DCM|DATETIME|X|Fm|DateTime of Intervention
111536|DCM|DATETIME|X|Fm|DateTime of last evaluation
111702|DCM|DATETIME|X|Fm|DateTime of processing
121125|DCM|DATETIME|X|Fm|DateTime of Recording of Log Entry
111535|DCM|DATETIME|X|Fm|DateTime problem observed
121433|DCM|DATETIME|X|Fm|DateTime Problem Resolved
111526|DCM|DATETIME|X/D|Fm|DateTime Started
112363|DCM|TEXT|D||Degree of Freedom ID
112357|DCM|UIDREF|D|U|Derived Fiducial
112373|DCM|COMPOSITE|X|U|Derived Planning Data
112372|DCM|COMPOSITE|X|U|Derived Planning Images
111021|DCM|TEXT|X|t|Description of Change
121145|DCM|TEXT|X|t|Description of Material
120999|DCM|TEXT|X|D|Device Description
113877|DCM|TEXT|X|D|Device Name
121013|DCM|TEXT|X|D|Device Observer Name
121017|DCM|TEXT|X|I|Device Observer Physical Location During Observation
121016|DCM|TEXT|X|D|Device Observer Serial Number
121012|DCM|UIDREF|X/D|UD|Device Observer UID
113880|DCM|TEXT|X/D|D|Device Serial Number
121193|DCM|TEXT|D|D|Device Subject Name
121197|DCM|TEXT|X|I|Device Subject Physical Location during observation
121196|DCM|TEXT|X|D|Device Subject Serial Number
121198|DCM|UIDREF|X|UD|Device Subject UID
122163|DCM|DATETIME|X|Fm|Discharge DateTime
121342|DCM|IMAGE|X|U|Dose Image
122083|DCM|TEXT|X/D|t|Drug administered
122082|DCM|DATETIME|X|Fm|Drug end
122081|DCM|DATETIME|X|Fm|Drug start
271921002|SCT|TEXT|X/D|t|ECG Finding
11778-8|LN|DATE|X|Fm|EDD
113810|DCM|DATETIME|D|Fm|End of X-Ray Irradiation
121122|DCM|TEXT|X|Dt|Equipment Identification
128429|DCM|UIDREF|D|U|Event UID Used
C54627|NCIt|NUM|X||Experience
121088|DCM|PNAME|X||Fellow
11951-1|LN|TEXT|D||Fetus ID
121021|DCM|TEXT|X||Filler Number
121071|DCM|TEXT|X/D|t|Finding
363698007|SCT|TEXT|D|t|Finding Site
112227|DCM|UIDREF|X/D|U|Frame of Reference UID
127857|DCM|DATE|D|Fm|Glucose Measurement Date
127858|DCM|TIME|D|Fm|Glucose Measurement Time
11329-0|LN|TEXT|X|t|History
130527|DCM|TEXT|D|I|Identification of the Attenuator
113832|DCM|TEXT|D|D|Identification of the X-Ray Source
125010|DCM|TEXT|X||Identifier
128775|DCM|TEXT|X||Identifier within Person Observer's Role
112229|DCM|IMAGE|D|U|Identifying Segment
125201|DCM|IMAGE|X|U|Illustration of Finding
121200|DCM|IMAGE|X|U|Illustration of ROI
121138|DCM|IMAGE|D|U|Image Acquired
122712|DCM|DATETIME|D|Fm|Imaging Start DateTime
112366|DCM|COMPOSITE|X|U|Implant Assembly Template
111033|DCM|TEXT|D|t|Impression Description
18785-6|LN|TEXT|D|t|Indications for Procedure
121154|DCM|TEXT|D||Intervention attempt identifier
113850|DCM|PNAME|D||Irradiation Authorizing
113605|DCM|TEXT|X||Irradiation Event Label
113769|DCM|UIDREF|D|U|Irradiation Event UID
110190|DCM|TEXT|X||Issuer of Identifier
111706|DCM|TEXT|X||Issuer of Parent Specimen Identifier
111724|DCM|TEXT|X||Issuer of Specimen Identifier
113012|DCM|TEXT|X|t|Key Object Description
18118-0|LN|TEXT|X|t|LV Wall Motion Segmental Findings
112371|DCM|COMPOSITE|D|U|Manufacturer Implant Template
112352|DCM|TEXT|D||Mating Feature ID
112351|DCM|TEXT|D||Mating Feature Set ID
111516|DCM|TEXT|X|t|Medication Type
121036|DCM|PNAME|X||Mother of fetus
113873|DCM|TEXT|X|I|Organization Name
111040|DCM|COMPOSITE|D|U|Original Source
111705|DCM|TEXT|D||Parent Specimen Identifier
112361|DCM|COMPOSITE|X|U|Patient Data Used During Planning
112354|DCM|IMAGE|X|U|Patient Image
113815|DCM|TEXT|D|t|Patient Model
121110|DCM|TEXT|X|t|Patient Presentation
128425|DCM|COMPOSITE|X|U|Patient Radiation Dose Model Data
128425|DCM|IMAGE|X|U|Patient Radiation Dose Model Data
128425|DCM|UIDREF|X|U|Patient Radiation Dose Model Data
128426|DCM|TEXT|X|t|Patient Radiation Dose Model Reference
109054|DCM|TEXT|X|t|Patient State
122128|DCM|TEXT|X|I|Patient Transferred From
121126|DCM|UIDREF|D|U|Performed Procedure Step SOP Instance UID
121114|DCM|PNAME|D||Performing Physician
121152|DCM|PNAME|X||Person administering drug/contrast
113871|DCM|TEXT|X||Person ID
113872|DCM|TEXT|X||Person ID Issuer
113870|DCM|PNAME|D||Person Name
128774|DCM|TEXT|X||Person Observer's Login Name
121009|DCM|TEXT|X|I|Person Observer's Organization Name
121008|DCM|PNAME|D||Person Observer Name
121173|DCM|TEXT|X|t|Physician Note
121020|DCM|TEXT|X||Placer Number
113516|DCM|TEXT|X||Prescription Identifier
122075|DCM|COMPOSITE|X|U|Prior report for current patient
121124|DCM|TEXT|X/D||Procedure Action ID
122146|DCM|DATETIME|X/D|Fm|Procedure DateTime
52|NCDR [2.0b]|DATETIME|D|Fm|Procedure DateTime
121065|DCM|TEXT|X/D|t|Procedure Description
53|NCDR [2.0b]|TEXT|X||Procedure Number in this admission
122177|DCM|TEXT|X|t|Procedure Result
121019|DCM|UIDREF|X|U|Procedure Study Component UID
121018|DCM|UIDREF|X|U|Procedure Study Instance UID
122701|DCM|DATETIME|X|Fm|Procedure Time Base
111703|DCM|TEXT|X|t|Processing step description
126071|DCM|TEXT|X|t|Protocol Time Point Identifier
128230|DCM|TEXT|X|t|Pulse Sequence Name
121002|DCM|COMPOSITE|D|U|Quoted Source
128436|DCM|COMPOSITE|D|U|Radiation Dose Composite Parameters
128403|DCM|TEXT|D|t|Radiation Dose Estimate Name
128414|DCM|COMPOSITE|D|U|Radiation Dose Representation Data
128414|DCM|IMAGE|D|U|Radiation Dose Representation Data
113514|DCM|TEXT|X||Radionuclide Identifier
113503|DCM|UIDREF|D|U|Radiopharmaceutical Administration Event UID
113511|DCM|TEXT|X||Radiopharmaceutical Dispense Unit Identifier
113512|DCM|TEXT|X||Radiopharmaceutical Lot Identifier
123003|DCM|DATETIME|X/D|Fm|Radiopharmaceutical Start DateTime
123004|DCM|DATETIME|X|Fm|Radiopharmaceutical Stop DateTime
130507|DCM|TEXT|X|t|RDSR Frame of Reference Description
113513|DCM|TEXT|X||Reagent Vial Identifier
126100|DCM|COMPOSITE|X|U|Real World Value Map used for measurement
113907|DCM|TEXT|X|t|Reason for Proceeding
113552|DCM|TEXT|X|t|Recent Physical Activity
121075|DCM|TEXT|X|t|Recommendation
111054|DCM|DATE|X/D|Fm|Recommended Follow-up Date
121191|DCM|IMAGE|X/D|U|Referenced Segment
121214|DCM|IMAGE|D|U|Referenced Segmentation Frame
112364|DCM|COMPOSITE|X|U|Related Patient Data Not Used During Planning
121121|DCM|TEXT|X||Room Identification
111469|DCM|DATETIME|D|Fm|Sampling DateTime
111058|DCM|TEXT|D|t|Selected Region Description
131561|DCM|DATE|X|Fm|Series Date
131563|DCM|TEXT|X|t|Series Description
131562|DCM|TIME|X|Fm|Series Time
112002|DCM|UIDREF|D|U|Series Instance UID
113985|DCM|UIDREF|D|U|Series or Instance used for Water Equivalent Diameter estimation
121434|DCM|TEXT|X|I|Service Delivery Location
121435|DCM|PNAME|X||Service Performer
121435|DCM|TEXT|X||Service Performer
160476009|SCT|TEXT|X|t|Social History
121233|DCM|IMAGE|D|U|Source image for segmentation
121112|DCM|IMAGE|D|U|Source of Measurement
121112|DCM|WAVEFORM|X|U|Source of Measurement
121232|DCM|UIDREF|D|U|Source series for segmentation
128447|DCM|COMPOSITE|X|U|Spatial Fiducials
112353|DCM|COMPOSITE|X|U|Spatial Registration
128444|DCM|COMPOSITE|D|U|Spatial Registration Reference
111700|DCM|TEXT|X||Specimen Container Identifier
121041|DCM|TEXT|X||Specimen Identifier
121039|DCM|UIDREF|X|U|Specimen UID
128416|DCM|COMPOSITE|D|U|SR Instance Used
398201009|SCT|DATETIME|D|Fm|Start DateTime
113809|DCM|DATETIME|D|Fm|Start of X-Ray Irradiation
110119|DCM|TEXT|X|D|Station AE Title
122173|DCM|DATETIME|X|Fm|ST Elevation Onset DateTime
397898000|SCT|DATETIME|D|Fm|Stop DateTime
109056|DCM|TEXT|X|t|Stress Protocol
111060|DCM|DATE|X/D|Fm|Study Date
110180|DCM|UIDREF|D|U|Study Instance UID
111061|DCM|TIME|X/D|Fm|Study Time
121033|DCM|NUM|X|P|Subject Age
121031|DCM|DATE|X||Subject Birth Date
121030|DCM|TEXT|X/D||Subject ID
121029|DCM|PNAME|D||Subject Name
121032|DCM|CODE|X|P|Subject Sex
126070|DCM|TEXT|X|t|Subject Time Point Identifier
121028|DCM|UIDREF|X|U|Subject UID
121111|DCM|TEXT|X|t|Summary
112359|DCM|COMPOSITE|X|U|Supporting Information
130885|DCM|UIDREF|X|U|Synchronization Frame of Reference UID
C2348792|UMLS|TEXT|X/D|t|Time Point
112040|DCM|UIDREF|D|U|Tracking Unique Identifier
74711-3|LN|TEXT|X|D|Unique Device Identifier
121000|DCM|CONTAINER|X|D|Unique Device Identifiers
112356|DCM|UIDREF|D|U|User Selected Fiducial
121143|DCM|WAVEFORM|D|U|Waveform Acquired
128470|DCM|COMPOSITE|X|U|X-Ray Attenuator Model Data
128470|DCM|IMAGE|X|U|X-Ray Attenuator Model Data
128470|DCM|UIDREF|X|U|X-Ray Attenuator Model Data
113701|DCM|COMPOSITE|X|U|X-Ray Radiation Dose Report
`;
