import qrcode from 'qrcode-generator'

/** A QR code as an SVG path of unit squares. */
export interface Qr {
  /** Squares along one side, with the quiet zone. */
  size: number
  path: string
}

const QUIET = 4

export function qrOf(text: string): Qr {
  const code = qrcode(0, 'M')
  code.addData(text)
  code.make()
  const count = code.getModuleCount()
  let path = ''
  for (let row = 0; row < count; row++)
    for (let column = 0; column < count; column++)
      if (code.isDark(row, column)) path += `M${column + QUIET} ${row + QUIET}h1v1h-1z`
  return { size: count + 2 * QUIET, path }
}
