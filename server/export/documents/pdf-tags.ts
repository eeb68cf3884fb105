import type { StructureElement } from 'pdfmake/js/PDFDocument.js'
import { LayoutBuilder, PdfDocument, Renderer } from './pdf-parts'

/**
 * Tagged PDF with pdfmake, which lays text out but forgets what it was. A node of its document definition carries a `tag`;
 * its lines find their way into the tree of tags, in the order they are drawn. Lines without a tag are decoration.
 */
export interface Tag {
  type:
    | 'H1'
    | 'H2'
    | 'H3'
    | 'H4'
    | 'P'
    | 'L'
    | 'LI'
    | 'Lbl'
    | 'LBody'
    | 'BlockQuote'
    | 'Table'
    | 'TR'
    | 'TH'
    | 'TD'
    | 'Figure'
  parent: Tag | null
  /** What is said instead of what is drawn. */
  alt?: string
  /** Where on its page it stands: left, top, right, bottom, in points. */
  box?: [number, number, number, number]
}

/** A picture that has found its place. */
interface Box {
  x: number
  y: number
  _width: number
  _height: number
}

interface Tagged {
  tag?: Tag
}

export class TaggedLayout extends LayoutBuilder {
  override buildNextLine(node: Tagged): object | null {
    const line: Tagged | null = super.buildNextLine(node)
    if (line && node.tag) line.tag = node.tag
    return line
  }
}

export class TaggedPdf extends PdfDocument {
  private readonly elements = new Map<Tag, StructureElement>()
  private readonly roots: StructureElement[] = []
  private current: Tag | null = null

  begin(tag: Tag | undefined): void {
    this.current = tag ?? null
    if (tag) this.elementOf(tag).add(this.markStructureContent(tag.type))
    else this.markContent('Artifact')
  }

  finish(): void {
    this.endMarkedContent()
    this.current = null
  }

  override text(text: string, x: number, y: number, options: { link?: string | null }): this {
    const tag = this.current
    if (!tag || !options.link) return super.text(text, x, y, options)
    this.endMarkedContent()
    const link = this.struct('Link')
    this.elementOf(tag).add(link)
    this._currentStructureElement = link
    link.add(this.markStructureContent('Link'))
    super.text(text, x, y, options)
    this.endMarkedContent()
    this._currentStructureElement = null
    this.begin(tag)
    return this
  }

  /** To be called when everything is drawn. */
  endStructure(): void {
    const whole = this.struct('Document')
    for (const root of this.roots) whole.add(root)
    this.addStructure(whole)
    whole.end()
  }

  private elementOf(tag: Tag): StructureElement {
    const known = this.elements.get(tag)
    if (known) return known
    const element = this.struct(tag.type, {
      ...(tag.alt !== undefined && { alt: tag.alt }),
      ...(tag.box && { bbox: tag.box, placement: 'Block' }),
    })
    this.elements.set(tag, element)
    if (tag.parent) this.elementOf(tag.parent).add(element)
    else this.roots.push(element)
    return element
  }
}

export class TaggedRenderer extends Renderer {
  constructor(private readonly pdf: TaggedPdf) {
    super(pdf)
  }

  override renderLine(line: Tagged, x: number, y: number): void {
    this.pdf.begin(line.tag)
    super.renderLine(line, x, y)
    this.pdf.finish()
  }

  override renderImage(image: Tagged & Box): void {
    if (image.tag) image.tag.box = [image.x, image.y, image.x + image._width, image.y + image._height]
    this.pdf.begin(image.tag)
    super.renderImage(image)
    this.pdf.finish()
  }

  override renderVector(vector: Tagged): void {
    this.pdf.begin(vector.tag)
    super.renderVector(vector)
    this.pdf.finish()
  }
}
