/**
 * The header under which a file is saved: letters of any language by RFC 5987, and a plain name for programs that do not
 * know it. Nothing of the name can end the header, leave the folder, or hide what kind of file it is.
 */
export function attachment(name: string, extension: string): string {
  const safe =
    name
      .normalize('NFC')
      .replace(/[\p{C}\p{Zl}\p{Zp}"'*/:;<>?\\|%]/gu, ' ')
      .replace(/\s+/g, ' ')
      .replace(/^[\s.]+|[\s.]+$/g, '')
      .slice(0, 120)
      // Half of what was cut through.
      .replace(/\p{Cs}/gu, '')
      .trim() || 'dokument'
  const file = `${safe}.${extension}`
  const plain = file
    .replaceAll(/[æÆ]/g, 'ae')
    .replaceAll(/[øØ]/g, 'o')
    .replaceAll(/[åÅ]/g, 'a')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^ -~]/g, '_')
  const encoded = encodeURIComponent(file).replace(
    /['()*!]/g,
    sign => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`
}
