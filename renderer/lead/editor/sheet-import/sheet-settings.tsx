import {Checkbox, NativeSelect, Text, TextInput} from '@mantine/core';
import {REASON_LABELS, TONE_LABELS} from '../../../../electron/contract/labels.ts';
import {Reason, REASONS, Tone, TONES} from '../../../../electron/contract/pack.ts';
import type {SettingProblems, TableSettings} from '../../../../electron/domain/objection-table/table-settings.ts';
import type {PackDocument} from '../../../../electron/domain/pack-draft.ts';
import {useLanguage, useText} from '../../../shared/strings.ts';
import {sheetTexts} from './sheet-texts.ts';

interface SheetSettingsProps {
  settings: TableSettings;
  problems: SettingProblems;
  stages: PackDocument['stages'];
  onChange: (settings: TableSettings) => void;
}

/** What holds for rows that do not say. */
export function SheetSettings({settings, problems, stages, onChange}: SheetSettingsProps) {
  const text = useText(sheetTexts);
  const language = useLanguage();
  return (
    <fieldset className="sheet-settings">
      <legend>{text.unsaid}</legend>
      <div className="sheet-fields">
        <TextInput
          label={text.category}
          value={settings.category}
          error={problems.category?.[language]}
          onChange={(event) => onChange({...settings, category: event.currentTarget.value})}
        />
        <TextInput
          label={text.empathy}
          value={settings.empathy}
          error={problems.empathy?.[language]}
          onChange={(event) => onChange({...settings, empathy: event.currentTarget.value})}
        />
        <NativeSelect
          label={text.reason}
          value={settings.reason}
          data={REASONS.map((value) => ({value, label: REASON_LABELS[value][language]}))}
          onChange={(event) => onChange({...settings, reason: Reason.parse(event.currentTarget.value)})}
        />
        <NativeSelect
          label={text.nextStage}
          value={settings.nextStage}
          data={stages.map(({id, title}) => ({value: id, label: title}))}
          onChange={(event) => onChange({...settings, nextStage: event.currentTarget.value})}
        />
        <NativeSelect
          label={text.tone}
          value={settings.tone}
          data={TONES.map((value) => ({value, label: TONE_LABELS[value][language]}))}
          onChange={(event) => onChange({...settings, tone: Tone.parse(event.currentTarget.value)})}
        />
      </div>
      <Text size="sm" c="dimmed">
        {text.tonesWhy}
      </Text>
      <Checkbox
        label={text.fillDown}
        checked={settings.fillDown}
        onChange={(event) => onChange({...settings, fillDown: event.currentTarget.checked})}
      />
    </fieldset>
  );
}
