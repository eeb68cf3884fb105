import zlib from 'node:zlib'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { writeAnew } from './pictures'

const flat = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#0b6e8a' } })

const refused = (file: Buffer, reason: string) =>
  expect(writeAnew(file)).rejects.toMatchObject({ code: 'conflict', reason })

function chunk(name: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name), content])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(content.length)
  sum.writeUInt32BE(zlib.crc32(body))
  return Buffer.concat([length, body, sum])
}

/** A PNG that says it is so large, with next to nothing in it. */
function bomb(width: number, height: number): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', zlib.deflateSync(Buffer.alloc(1_000))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

describe('a picture', () => {
  test.each(['jpeg', 'png', 'gif', 'webp', 'avif'] as const)(
    'as %s becomes WebP in two sizes',
    async kind => {
      const picture = await writeAnew(await flat(2400, 1200).toFormat(kind).toBuffer())
      expect(picture).toMatchObject({ width: 1600, height: 800 })
      expect(await sharp(picture.bytes).metadata()).toMatchObject({ format: 'webp', width: 1600 })
      expect(await sharp(picture.small).metadata()).toMatchObject({ format: 'webp', width: 480 })
    },
  )

  test('is never made larger', async () => {
    expect(await writeAnew(await flat(30, 20).png().toBuffer())).toMatchObject({ width: 30, height: 20 })
  })

  test('loses place, time and camera, and is turned upright first', async () => {
    const taken = await flat(40, 20)
      .jpeg()
      .withMetadata({ orientation: 6 })
      .withExifMerge({
        IFD0: { Make: 'Kamera' },
        IFD3: { GPSLatitude: '59/1 16/1 0/1', GPSLatitudeRef: 'N' },
      })
      .toBuffer()
    expect((await sharp(taken).metadata()).exif).toBeDefined()
    const { bytes, small, width, height } = await writeAnew(taken)
    expect([width, height]).toEqual([20, 40])
    for (const edition of [bytes, small]) {
      const { exif, xmp, icc, iptc } = await sharp(edition).metadata()
      expect([exif, xmp, icc, iptc]).toEqual([undefined, undefined, undefined, undefined])
      expect(edition.includes('Kamera')).toBe(false)
    }
  })

  test('that moves is its first frame', async () => {
    const frames = await sharp(
      [await flat(20, 20).png().toBuffer(), await flat(20, 20).negate().png().toBuffer()],
      { join: { animated: true } },
    )
      .gif()
      .toBuffer()
    expect((await sharp(frames, { pages: -1 }).metadata()).pages).toBe(2)
    const { bytes, height } = await writeAnew(frames)
    expect(height).toBe(20)
    expect((await sharp(bytes, { pages: -1 }).metadata()).pages ?? 1).toBe(1)
  })

  test('with an archive or a page behind it comes without them', async () => {
    const polyglot = Buffer.concat([
      await flat(20, 20).jpeg().toBuffer(),
      Buffer.from('PK\x03\x04<script>alert(1)</script><?php system($_GET[0]) ?>'),
    ])
    const { bytes } = await writeAnew(polyglot)
    expect(bytes.includes('script')).toBe(false)
    expect(bytes.includes('PK\x03\x04')).toBe(false)
  })
})

describe('refused is', () => {
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')
  test.each([
    ['nothing', Buffer.alloc(0)],
    ['an SVG', svg],
    ['an SVG behind the first bytes of a GIF', Buffer.concat([Buffer.from('GIF89a'), svg])],
    ['a page', Buffer.from('<!doctype html><script>alert(1)</script>')],
    ['a PDF', Buffer.from('%PDF-1.7\n')],
    ['the first bytes of a JPEG alone', Buffer.of(0xff, 0xd8, 0xff, 0xe0)],
    ['a PNG that is called WebP', Buffer.from('RIFF\0\0\0\0WEBP\x89PNG')],
  ])('%s', async (_, file) => refused(file, 'images.not_a_picture'))

  test('a picture cut off in the middle', async () => {
    const whole = await flat(400, 400).jpeg().toBuffer()
    await refused(whole.subarray(0, whole.length / 2), 'images.not_a_picture')
  })

  test.each([
    [60_000, 60_000],
    [65_000, 2_000],
  ])('a file that says it has %d by %d pixels', async (width, height) => {
    await refused(bomb(width, height), 'images.too_many_pixels')
  })

  test('another kind in the clothes of a known one', async () => {
    const tiff = await flat(20, 20).tiff().toBuffer()
    await refused(tiff, 'images.not_a_picture')
  })
})

test('after what is refused the next one is taken', async () => {
  const [bad, good] = await Promise.allSettled([
    writeAnew(Buffer.from('x')),
    writeAnew(await flat(10, 10).png().toBuffer()),
  ])
  expect([bad.status, good.status]).toEqual(['rejected', 'fulfilled'])
})
