/**
 * What attributes of nodes may say. Judged by their key on every frame (`ATTRIBUTE_RULES`), and once more where they are
 * shown: a changed attribute travels without its key.
 */

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Longest description of an image, in characters. */
export const LONGEST_ALT = 500
const LONGEST_PROMPT = 600
const LONGEST_LABEL = 120
/** Largest side of an image, in pixels. */
export const LARGEST_SIDE = 1600

export const isUuid = (value: unknown): value is string => typeof value === 'string' && UUID.test(value)

/** Pixels of a side of an image. */
export const isSide = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value > 0 && value <= LARGEST_SIDE

const isText = (longest: number) => (value: unknown) => typeof value === 'string' && value.length <= longest
const never = () => false

/** Cells are never merged: a table of a billion columns would stop every browser that opens it. */
const isOne = (value: unknown) => value === 1

/** By the key of the attribute; what has no rule is nobody's business here. */
export const ATTRIBUTE_RULES: Readonly<Record<string, (value: unknown) => boolean>> = {
  id: isUuid,
  alt: isText(LONGEST_ALT),
  label: isText(LONGEST_LABEL),
  prompt: isText(LONGEST_PROMPT),
  width: isSide,
  height: isSide,
  colspan: isOne,
  rowspan: isOne,
  plenum: value => value === true,
  src: never,
  srcset: never,
  srcdoc: never,
  style: never,
}

/** A text of a client, short enough to be shown; empty for anything else. */
export function shortText(value: unknown, longest = LONGEST_PROMPT): string {
  return typeof value === 'string' ? value.slice(0, longest) : ''
}

/** The name in a mention, in one line. */
export function labelText(value: unknown): string {
  return shortText(value, LONGEST_LABEL).replace(/\s+/g, ' ').trim()
}
