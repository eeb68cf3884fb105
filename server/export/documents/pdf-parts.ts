import { createRequire } from 'node:module'
import type layout from 'pdfmake/js/LayoutBuilder.js'
import type pdf from 'pdfmake/js/PDFDocument.js'
import type renderer from 'pdfmake/js/Renderer.js'
import type measure from 'pdfmake/js/SVGMeasure.js'

// Asked for as what they are: bundlers disagree on what the default of such a module is.
const load = createRequire(import.meta.url)

export const { default: LayoutBuilder } = load('pdfmake/js/LayoutBuilder.js') as typeof layout
export const { default: PdfDocument } = load('pdfmake/js/PDFDocument.js') as typeof pdf
export const { default: Renderer } = load('pdfmake/js/Renderer.js') as typeof renderer
export const { default: SvgMeasure } = load('pdfmake/js/SVGMeasure.js') as typeof measure
export const { tableLayouts } = load('pdfmake/js/tableLayouts.js') as { tableLayouts: object }

/** Comes with pdfmake, and has the letters of Norwegian and the Sámi languages. Paths of the files. */
export const { Roboto } = load('pdfmake/fonts/Roboto.js') as {
  Roboto: Record<'normal' | 'bold' | 'italics' | 'bolditalics', string>
}
