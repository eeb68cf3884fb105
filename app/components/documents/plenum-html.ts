/** Says in words at each block marked for the plenum, in the text that the server has rendered, that it is. */
export function labelledHtml(html: string, label: string): string {
  const safe = label.replace(/&/g, '&amp;').replace(/"/g, '&quot;')
  // In the words of a text a "<" is written "&lt;": this finds elements only.
  return html.replace(/(<[a-z][^<>]*? data-plenum=)"true"/g, (_, element: string) => `${element}"${safe}"`)
}
