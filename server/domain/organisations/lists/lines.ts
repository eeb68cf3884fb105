import type { CleanCell } from './clean'
import type { Field, ReasonCode, SheetCell } from './contract'

const TOTAL =
  /^(?:sum|sum(?:ma)?|delsum|totalt?|total(?:sum|antall)?|i alt|ialt|til sammen|tilsammen|til saman|sammenlagt|antall|antal|summa|grand total|subtotal)(?:$|[\s:.=])/i
const COUNTED =
  /^\d+ (?:skoler|skular|barnehager|barnehagar|enheter|einingar|kommuner|kommunar|skolor|førskolor|units|schools|deltakere|deltakarar)\b/i
const NOTE =
  /^(?:kilde|kjelde|källa|kilder|source|oppdatert|sist (?:oppdatert|endret|endra)|merk|obs|note|nb|\*|\(|uttrekk|utskrift|skrevet ut|side \d|page \d|listen? (?:er|gjelder)|lista (?:er|gjeld))(?:$|[\s:.!,*\d])/i
const SECTION =
  /^(?:skoler|skular|skolor|barnehager|barnehagar|förskolor|kommuner|kommunar|grunnskoler|grunnskular|ppt)$/i
const LONG = 90

/** A row of our own template that nobody has written over. */
const isExample = (byField: Partial<Record<Field, CleanCell>>): boolean =>
  byField.key?.text === 'eksempel' && /@example\.org$/.test(byField.email?.text ?? '')

/** Whether a row below the headings is data (null), or a sum, a note or a title of a section. */
export function lineKind(
  cells: readonly SheetCell[],
  byField: Partial<Record<Field, CleanCell>>,
  columns: ReadonlySet<Field>,
): ReasonCode | null {
  if (isExample(byField)) return 'note_row'
  const filled = cells.map(cell => cell.text.trim()).filter(text => text !== '')
  const hasIdentity = [byField.org_number, byField.email].some(cell => /\d{6}|@/.test(cell?.text ?? ''))
  if (!hasIdentity && filled.slice(0, 2).some(text => TOTAL.test(text) || COUNTED.test(text)))
    return 'total_row'
  const [only = ''] = filled
  if (filled.length === 1 && columns.size > 1 && !hasIdentity) {
    if (NOTE.test(only) || SECTION.test(only) || only.length > LONG) return 'note_row'
  }
  const isData = Object.values(byField).some(cell => cell.text !== '' || cell.error !== null)
  if (isData) return null
  return filled.some(text => !/^\d+\.?$/.test(text)) ? 'note_row' : 'empty_row'
}
