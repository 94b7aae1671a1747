import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { vrOf } from '../../../src/core/dicom/dictionary';
import { formatTag, keywordOf, knownTags, tagOf } from '../../../src/core/dicom/names';
import { CLASS_UID_GROUPS, isClassUidAttribute } from '../../../src/core/dicom/uid-attributes';
import { VR } from '../../../src/core/dicom/vr';
import { skipBecause } from '../../support/skipping';

const TABLE_E_1_1 = join(process.cwd(), '..', 'shared', 'standard', 'ps315-table-e1-1.json');

/** UI attributes whose UIDs change, each of them looked at: of things that happened, of people and of systems. */
const MAPPED = `
  AffectedSOPInstanceUID RequestedSOPInstanceUID MediaStorageSOPInstanceUID RTVCommunicationSOPInstanceUID
  PrivateInformationCreatorUID ReferencedSOPInstanceUIDInFile InstanceCreatorUID AcquisitionUID SOPInstanceUID
  PyramidUID FailedSOPInstanceUIDList ContextGroupExtensionCreatorUID ReferencedSOPInstanceUID
  MultiFrameSourceSOPInstanceUID TransactionUID IrradiationEventUID RadiopharmaceuticalAdministrationEventUID
  DeviceUID ManufacturerDeviceClassUID TargetUID TargetFrameOfReferenceUID StudyInstanceUID SeriesInstanceUID
  FrameOfReferenceUID SynchronizationFrameOfReferenceUID SOPInstanceUIDOfConcatenationSource ConcatenationUID
  DimensionOrganizationUID VolumeFrameOfReferenceUID TableFrameOfReferenceUID ReferencedColorPaletteInstanceUID
  PaletteColorLookupTableUID LargePaletteColorLookupTableUID MultiplexGroupUID SpecimenUID
  ReferencedGeneralPurposeScheduledProcedureStepTransactionUID FindingsGroupUIDTrial ReferencedFindingsGroupUIDTrial
  UID ObservationUID ReferencedObservationUIDTrial ObservationSubjectUIDTrial TemplateExtensionOrganizationUID
  TemplateExtensionCreatorUID RetrieveLocationUID RepositoryUniqueID HomeCommunityID AssertionUID
  ReferencedAssertionUID TrackingUID SourceFrameOfReferenceUID ModelGroupUID AnnotationGroupUID FiducialUID
  ReferencedFiducialUID PresentationDisplayCollectionUID PresentationSequenceCollectionUID
  VolumetricPresentationInputSetUID ReferencedContentItem SelectorUIValue StorageMediaFileSetUID
  DigitalSignatureUID ReferencedFrameOfReferenceUID RelatedFrameOfReferenceUID DoseReferenceUID
  TableTopPositionAlignmentUID ReferencedDoseReferenceUID TreatmentPositionGroupUID PatientSetupUID
  EquipmentFrameOfReferenceUID TreatmentSessionUID ReferencedTreatmentPositionGroupUID ConceptualVolumeUID
  ReferencedConceptualVolumeUID ConstituentConceptualVolumeUID SourceConceptualVolumeUID SegmentationTemplateUID
  ReferencedFiducialsUID RTTreatmentPhaseUID DosimetricObjectiveUID ReferencedDosimetricObjectiveUID
`;

interface ConfidentialityRow {
  readonly keyword: string;
  readonly basicProfile: string;
}

function mappedKeywords(): readonly string[] {
  return MAPPED.trim().split(/\s+/);
}

function uidAttributes(): readonly number[] {
  return knownTags().filter((tag) => vrOf(tag) === VR.UI);
}

function keywordsWhere(predicate: (tag: number) => boolean): readonly string[] {
  return uidAttributes()
    .filter(predicate)
    .map((tag) => keywordOf(tag)!)
    .sort();
}

describe('UI attributes', () => {
  it('are each of one kind: those below change, those of the groups do not', () => {
    const kept = CLASS_UID_GROUPS.flatMap((group) => Object.keys(group.attributes));
    assert.deepEqual(keywordsWhere(isClassUidAttribute), kept.toSorted());
    assert.deepEqual(
      keywordsWhere((tag) => !isClassUidAttribute(tag)),
      mappedKeywords().toSorted(),
    );
  });

  it('stand in their groups with the tag of their keyword', () => {
    for (const { attributes } of CLASS_UID_GROUPS) {
      for (const [keyword, tag] of Object.entries(attributes)) {
        assert.equal(tagOf(keyword), tag, keyword);
        assert.ok(isClassUidAttribute(tag), keyword);
      }
    }
  });

  it('keep no UID that PS3.15 Table E.1-1 replaces', function () {
    if (!existsSync(TABLE_E_1_1)) skipBecause(this, 'Table E.1-1 of PS3.15 is not beside the repository');
    const rows = JSON.parse(readFileSync(TABLE_E_1_1, 'utf8')) as ConfidentialityRow[];
    const replaced = rows.filter((row) => row.basicProfile.includes('U')).map((row) => tagOf(row.keyword)!);
    assert.ok(replaced.length > 50);
    assert.deepEqual(replaced.filter(isClassUidAttribute).map(formatTag), []);
  });

  it('are no class attributes in private groups, next to one, or at the ends of the range', () => {
    for (const tag of [0x00080017, 0x00080015, 0x00090016, 0x00091001, 0, 0xffffffff]) {
      assert.ok(!isClassUidAttribute(tag), formatTag(tag));
    }
  });
});
