import type { UnitKind } from '../schema'
import type { Role } from '../../shared/actor'

/**
 * What the reading of a list, its judging and its writing tell each other. Types only.
 *
 * A file becomes rows (server/files/lists), rows become verdicts (judgeUnits, judgeParticipants), a person looks, corrects
 * (judgeOne) and says yes; only then something is written. Nothing here ever runs what stands in a cell.
 */

/** What a cell held. `error` = #REF! and its kin; `formula` = the value that the spreadsheet had worked out last. */
export type CellKind = 'text' | 'number' | 'date' | 'boolean' | 'error' | 'formula'

export interface SheetCell {
  /** As people see it; numbers in full digits with a point, dates as 2026-11-22, never more than 2000 characters. */
  text: string
  kind: CellKind
}

/** One row as a reader delivers it. Rows come in the order of the file; empty rows between others come without cells. */
export interface SheetRow {
  /** Null for text files. */
  sheet: string | null
  /** Not shown by the spreadsheet: it is named, and not read further. */
  hidden: boolean
  /** As people see it in their spreadsheet, from 1. 0 = the sheet has no row at all. */
  row: number
  cells: readonly SheetCell[]
}

/** What a column of a list can mean. The names are those of the machine-readable answer and of `import_mapping.field`. */
export const UNIT_FIELDS = [
  'key',
  'county_code',
  'county_name',
  'municipality_code',
  'municipality_name',
  'unit_name',
  'unit_type',
  'owner_type',
  'org_number',
  'contact_name',
  'first_name',
  'last_name',
  'email',
] as const
export type UnitField = (typeof UNIT_FIELDS)[number]

export const PARTICIPANT_FIELDS = [
  'key',
  'county_code',
  'county_name',
  'municipality_code',
  'municipality_name',
  'unit_name',
  'unit_type',
  'org_number',
  'name',
  'first_name',
  'last_name',
  'email',
  'role',
] as const
export type ParticipantField = (typeof PARTICIPANT_FIELDS)[number]

export type Field = UnitField | ParticipantField
export type ListKind = 'units' | 'participants'

/** `ignored`: known, and left out on purpose (telephone, address, a running number). Null: nobody knows; ask. */
export type ColumnMeaning = Field | 'ignored' | null

/** Headings that an office has said the meaning of (import_mapping), by the folded heading. */
export type Remembered = ReadonlyMap<string, Field | 'ignored'>

export type Result = 'ok' | 'warn' | 'error' | 'skip'

/** One thing to say about a row. `text` is a plain sentence in the options' language; `values` let it be said in another. */
export interface Reason {
  code: ReasonCode
  text: string
  values: Record<string, string>
  /** Said for what it is worth: no reason to look at the row before it is taken. */
  note?: true
}

export type Cells = Partial<Record<Field, string>>

export interface JudgedRow<Value> {
  sheet: string | null
  row: number
  result: Result
  reasons: Reason[]
  /** What the list said, by field: what a person sees and corrects. Empty for skipped rows without columns. */
  cells: Cells
  /** What would be stored. Null for `error` and `skip`. */
  value: Value | null
}

export interface UnitValue {
  /** Today's code, with its leading zeros; null for a county. */
  municipality_code: string | null
  municipality_name: string | null
  county_code: string | null
  county_name: string | null
  /** Null = the row is about the municipality or county itself. */
  unit_name: string | null
  unit_type: UnitKind
  owner_type: 'public' | 'private' | null
  org_number: string | null
  contact_name: string | null
  /** Lower case. */
  email: string | null
  /** The hidden key column of our own export, see `readOwnKey`. Not to be believed without looking whether it is in reach. */
  key: string | null
}

/** A unit within the office's reach, as our own export had it. */
export interface OwnUnit {
  name: string
  kind: UnitKind
  orgNumber: string | null
  /** The municipality it lies in, by today's code; null where that has none. */
  place: { code: string; name: string } | null
  /** By id. */
  contacts: ReadonlyMap<string, { name: string; email: string }>
}
export type OwnUnits = ReadonlyMap<string, OwnUnit>

export interface ParticipantValue {
  name: string
  /** Lower case. */
  email: string
  role: Role
  /** Unit within the office's reach. */
  unit_id: string
  unit_name: string
  key: string | null
}

export type Locale = 'nb' | 'nn' | 'en'

export interface JudgeOptions {
  country: 'no' | 'se' | 'dk'
  /** County (two digits) and municipality codes at or below which everything must lie. Undefined: where most rows lie. */
  within?: readonly string[] | undefined
  /** What a row outside is. Default `warn`. */
  outside?: 'warn' | 'error'
  remembered?: Remembered
  /** What the office has already, by the id of the unit: rows of our own export are compared with it. */
  own?: OwnUnits
  /** Default nb. */
  locale?: Locale
}

/** A unit that participants can belong to; the caller brings all within its reach. */
export interface KnownUnit {
  id: string
  /** Every name it has or had, the present official one first. */
  names: readonly string[]
  kind: UnitKind
  orgNumber: string | null
  /** Of the municipality it lies in, or its own; null for counties and above. */
  municipalityCode: string | null
}

export interface ParticipantOptions extends JudgeOptions {
  units: readonly KnownUnit[]
  /** The unit of rows that name none (a school's own list). */
  defaultUnitId?: string | undefined
  /** Who is a member already, by lower-case e-mail; only people whom the office sees anyway. */
  members?: ReadonlyMap<string, readonly { unitId: string; role: Role }[]>
}

/** A column as a person sees it when it must be said what it means. */
export interface ListColumn {
  heading: string
  /** The heading as `Remembered` compares it. */
  folded: string
  meaning: ColumnMeaning
  /** Up to three values from below the heading. */
  samples: string[]
}

export interface ListSheet {
  sheet: string | null
  /** Null: no row of this sheet looks like headings. */
  headerRow: number | null
  columns: ListColumn[]
}

/*
 * Signatures (in the files beside this one):
 *
 * headings.ts   foldHeading(text: string): string
 *               recogniseHeadings(kind: ListKind, cells: readonly SheetCell[], remembered?: Remembered): ColumnMeaning[] | null
 *               surveyHeadings(kind: ListKind, rows: AsyncIterable<SheetRow>, remembered?: Remembered): Promise<ListSheet[]>
 * units.ts      judgeUnits(rows: AsyncIterable<SheetRow>, register: Register, options: JudgeOptions): AsyncIterable<JudgedRow<UnitValue>>
 *               judgeOneUnit(cells: Cells, register: Register, options: JudgeOptions): Omit<JudgedRow<UnitValue>, 'sheet' | 'row'>
 * participants.ts  judgeParticipants(rows, register, options: ParticipantOptions): AsyncIterable<JudgedRow<ParticipantValue>>
 *               judgeOneParticipant(cells, register, options): Omit<JudgedRow<ParticipantValue>, 'sheet' | 'row'>
 * words.ts      sayReason(reason: Pick<Reason, 'code' | 'values'>, locale: Locale): string
 *
 * server/files/lists/read.ts
 *               readList(bytes: Buffer, fileName: string, options?: { country?: string }): AsyncIterable<SheetRow>   // throws ListRefused
 *               readPasted(text: string): AsyncIterable<SheetRow>                                  // throws ListRefused
 *               class ListRefused extends Error { code: 'list_refused'; reason: RefusalReason }    // import_batch.problem
 *               refusalText(reason, locale): string
 * server/export/lists.ts
 *               errorSheet({ kind, locale, format, rows: { row, cells, reasons: text[] }[] }): Promise<Buffer>
 *               listTemplate({ kind, locale, format }): Promise<Buffer>
 *               exportList({ kind, locale, format, rows: Cells[] }): Promise<Buffer>   // codes: school, teacher, public
 *               format: 'xlsx' | 'csv'; the cells can be sent to anybody: nothing in them is a formula
 */

export const REASON_CODES = [
  // the row is not data
  'title_row',
  'header_row',
  'empty_row',
  'total_row',
  'note_row',
  'sheet_empty',
  'sheet_hidden',
  'sheet_without_headings',
  // how a cell was read
  'trimmed',
  'formula_cached_value',
  'formula_text',
  'cell_error',
  'date_in_code',
  'encoding_repaired',
  'too_long',
  // where it lies
  'leading_zero',
  'code_from_name',
  'code_from_org_number',
  'superseded_code',
  'superseded_name',
  'successor_ambiguous',
  'municipality_unknown',
  'municipality_missing',
  'municipality_name_missing',
  'municipality_ambiguous',
  'name_variant',
  'name_fuzzy',
  'name_code_conflict',
  'lost_character',
  'outside_county',
  'county_unknown',
  'county_conflict',
  // what it is
  'unit_missing',
  'unit_type_unknown',
  'unit_type_mismatch',
  'municipality_only',
  'county_only',
  'name_mismatch',
  'org_number_check_digit',
  'org_number_length',
  'org_number_decorated',
  'org_number_rounded',
  'org_number_unknown',
  'org_number_missing',
  'org_number_from_name',
  'duplicate',
  // what a row of our own export changes
  'renamed',
  'contact_changed',
  'contact_kept',
  'place_kept',
  'unit_type_kept',
  'org_number_other',
  // who
  'email_missing',
  'email_syntax',
  'email_repaired',
  'email_several',
  'name_missing',
  'role_unknown',
  'role_assumed',
  'unit_unknown',
  'unit_ambiguous',
  'already_there',
] as const
export type ReasonCode = (typeof REASON_CODES)[number]
