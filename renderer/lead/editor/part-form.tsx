import type {Spot} from './draft-context.tsx';
import {ConceptForm, SlotForm, WordListForm} from './more-forms.tsx';
import type {Chosen} from './pack-editor.tsx';
import {PackForm} from './pack-form.tsx';
import {BranchForm, ObjectionForm, ProfiledForm, StageForm} from './part-forms.tsx';
import {RuleForm} from './rule-form.tsx';
import type {Elements, SectionName} from './sections.ts';

interface PartFormProps {
  section: SectionName;
  /** An element of the section's list; null for the pack itself. */
  part: unknown;
  of: Spot;
  onChoose: (chosen: Chosen) => void;
}

/** The fields of whatever is chosen. */
export function PartForm({section, part, of, onChoose}: PartFormProps) {
  switch (section) {
    case 'objections':
      return <ObjectionForm of={of} objection={part as Elements['objections']} />;
    case 'stages':
      return <StageForm of={of} stage={part as Elements['stages']} />;
    case 'branches':
      return <BranchForm of={of} branch={part as Elements['branches']} />;
    case 'slots':
      return <SlotForm of={of} slot={part as Elements['slots']} onRenamed={(id) => onChoose({section: 'slots', id})} />;
    case 'customerTypes':
    case 'emotions':
      return <ProfiledForm of={of} person={part as Elements['emotions']} />;
    case 'rules':
      return <RuleForm of={of} rule={part as Elements['rules']} />;
    case 'wordLists':
      return <WordListForm of={of} list={part as Elements['wordLists']} />;
    case 'lexicon':
      return <ConceptForm of={of} concept={part as Elements['lexicon']} />;
    case 'pack':
      return <PackForm />;
  }
}
