// The parts of pdfmake that it does not export by itself: putting them together ourselves is the only way to tagged text.

declare module 'pdfmake/js/PDFDocument.js' {
  export interface StructureElement {
    add(child: StructureElement | object): StructureElement
    end(): void
  }

  interface PdfDocument {
    /** What a link that is drawn now belongs to. */
    _currentStructureElement: StructureElement | null
    text(text: string, x: number, y: number, options: { link?: string | null }): this
    struct(
      type: string,
      options?: { alt?: string; bbox?: readonly number[]; placement?: string },
    ): StructureElement
    addStructure(element: StructureElement): this
    markContent(tag: string): this
    markStructureContent(tag: string): object
    endMarkedContent(): this
    on(event: 'data', take: (chunk: Buffer) => void): this
    on(event: 'end', done: () => void): this
    on(event: 'error', failed: (error: Error) => void): this
    end(): void
  }
  const exported: {
    default: new (
      fonts: object,
      images: object,
      patterns: object,
      attachments: object,
      options: object,
      virtualfs: null,
      localAccessPolicy: (path: string) => boolean,
    ) => PdfDocument
  }
  export default exported
}

declare module 'pdfmake/js/LayoutBuilder.js' {
  interface LayoutBuilder {
    registerTableLayouts(layouts: object): void
    layoutDocument(
      content: unknown,
      document: object,
      styles: object,
      defaultStyle: object,
      background?: undefined,
      header?: undefined,
      footer?: (page: number, pages: number) => object,
    ): unknown[]
    buildNextLine(node: object): object | null
  }
  const exported: {
    default: new (pageSize: object, pageMargins: object, svgMeasure: object) => LayoutBuilder
  }
  export default exported
}

declare module 'pdfmake/js/Renderer.js' {
  interface Renderer {
    renderPages(pages: unknown[]): void
    renderLine(line: object, x: number, y: number): void
    renderVector(vector: object): void
    renderImage(image: object): void
  }
  const exported: { default: new (document: object) => Renderer }
  export default exported
}

declare module 'pdfmake/js/SVGMeasure.js' {
  const exported: { default: new () => object }
  export default exported
}
