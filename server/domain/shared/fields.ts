import { z } from 'zod'

/** Fields that many forms share. Messages are keys of the locale files. */

/** Line breaks, tabs and characters that could turn a name around or hide it; a name is one line. */
const CONTROL = /[\p{Cc}\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+/gu

/** The same in text of several lines: line breaks and tabs stay. */
const HIDDEN = /(?![\n\t])[\p{Cc}\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu

/** One line of text: white space folded, 1–`max` characters. */
export const line = (max: number) =>
  z
    .string({ error: 'errors.required' })
    .transform(text => text.replace(CONTROL, ' ').replace(/\s+/g, ' ').trim())
    .pipe(z.string().min(1, 'errors.required').max(max, 'errors.tooLong'))

/** As `line`, but may be left empty. */
export const optionalLine = (max: number) =>
  z
    .string()
    .default('')
    .transform(text => text.replace(CONTROL, ' ').replace(/\s+/g, ' ').trim())
    .pipe(z.string().max(max, 'errors.tooLong'))

/** Paragraphs of text, as typed, but for characters that could hide or turn it around; may be empty. */
export const paragraphs = (max: number) =>
  z
    .string()
    .default('')
    .transform(text => text.replace(/\r\n?/g, '\n').replace(HIDDEN, '').trim())
    .pipe(z.string().max(max, 'errors.tooLong'))

/** An id chosen on a page. */
export const id = () => z.guid({ error: 'errors.choose' }).toLowerCase()

export const email = () =>
  z
    .string({ error: 'errors.required' })
    .trim()
    .toLowerCase()
    .max(254, 'errors.tooLong')
    .pipe(z.email('errors.email'))

/** A checkbox as a browser sends it ("on" or nothing), or a boolean. */
export const checkbox = () =>
  z
    .union([z.boolean(), z.literal(['on', 'true', 'false', ''])])
    .default(false)
    .transform(value => value === true || value === 'on' || value === 'true')

/** The chosen ids of a list of checkboxes: one value or many. */
export const ids = (max: number) =>
  z.preprocess(
    value => (typeof value === 'string' ? [value] : value),
    z.array(id(), { error: 'errors.choose' }).min(1, 'errors.choose').max(max, 'errors.tooMany'),
  )
