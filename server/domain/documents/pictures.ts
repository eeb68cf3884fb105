import sharp from 'sharp'
import { conflict } from '../shared/errors'
import { LARGEST_SIDE } from './attributes'
import { SMALL_SIDE } from './image'

/** An image as it is stored: WebP without anything that was written beside the picture in the file. */
export interface Picture {
  width: number
  height: number
  bytes: Buffer
  small: Buffer
}

/** By what a file begins with; what it is called or said to be counts for nothing. SVG is a program and no picture. */
const SIGNATURES: readonly (readonly [format: string, begins: (bytes: Buffer) => boolean])[] = [
  ['jpeg', bytes => bytes.subarray(0, 3).equals(Buffer.of(0xff, 0xd8, 0xff))],
  ['png', bytes => bytes.subarray(0, 8).equals(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'))],
  ['gif', bytes => /^GIF8[79]a$/.test(bytes.toString('latin1', 0, 6))],
  ['webp', bytes => /^RIFF[^]{4}WEBP$/.test(bytes.toString('latin1', 0, 12))],
  ['heif', bytes => /^ftypavi[fs]$/.test(bytes.toString('latin1', 4, 12))],
]

/** A phone's largest photograph, and no more: a small file can say that it is as large as a town. */
const MOST_PIXELS = 64_000_000
const MOST_SECONDS = 20
const QUALITY = 82

// Only these are ever decoded, whatever else the library could read.
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({
  operation: [
    'VipsForeignLoadJpegBuffer',
    'VipsForeignLoadPngBuffer',
    'VipsForeignLoadNsgifBuffer',
    'VipsForeignLoadWebpBuffer',
    'VipsForeignLoadHeifBuffer',
  ],
})
sharp.cache(false)

/** One after the other: a large picture takes hundreds of megabytes while it is decoded. */
let turn: Promise<unknown> = Promise.resolve()

/**
 * Decodes a picture and writes it anew: turned upright, 1600 pixels at most, of a moving one the first frame, without place,
 * time and camera.
 *
 * @throws DomainError `conflict` images.not_a_picture, images.too_many_pixels
 */
export function writeAnew(file: Buffer): Promise<Picture> {
  const mine = turn.then(() => decode(file))
  turn = mine.catch(() => undefined)
  return mine
}

async function decode(file: Buffer): Promise<Picture> {
  const said = SIGNATURES.find(([, begins]) => begins(file))?.[0]
  if (said === undefined) throw conflict('images.not_a_picture')
  try {
    const picture = sharp(file, { limitInputPixels: false, failOn: 'error', pages: 1 })
    const { format, width, height } = await picture.metadata()
    if (format !== said) throw conflict('images.not_a_picture')
    if (width * height > MOST_PIXELS) throw conflict('images.too_many_pixels')
    const { data, info } = await sharp(file, { limitInputPixels: MOST_PIXELS, failOn: 'error', pages: 1 })
      .timeout({ seconds: MOST_SECONDS })
      .autoOrient()
      .resize({ width: LARGEST_SIDE, height: LARGEST_SIDE, fit: 'inside', withoutEnlargement: true })
      .webp({ quality: QUALITY })
      .toBuffer({ resolveWithObject: true })
    const small = await sharp(data)
      .resize({ width: SMALL_SIDE, withoutEnlargement: true })
      .webp({ quality: QUALITY })
      .toBuffer()
    return { width: info.width, height: info.height, bytes: data, small }
  } catch (error) {
    // The library says what is wrong with the file in words about the file; nobody here can do anything about it.
    throw error instanceof Error && error.name === 'DomainError' ? error : conflict('images.not_a_picture')
  }
}
