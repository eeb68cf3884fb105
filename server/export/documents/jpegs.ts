import sharp from 'sharp'
import type { Sheet, StoredPicture } from './sheet'

/** 184 dots per inch across a page. */
const LARGEST_SIDE = 1_200
const QUALITY = 80

/** Pictures as JPEG, which Word and PDF know; what was see-through is white. */
export async function asJpegs(pictures: Sheet['pictures']): Promise<Sheet['pictures']> {
  const made = new Map<string, StoredPicture>()
  for (const [id, { bytes }] of pictures) {
    const { data, info } = await sharp(bytes, { failOn: 'error' })
      .resize({ width: LARGEST_SIDE, height: LARGEST_SIDE, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .jpeg({ quality: QUALITY })
      .toBuffer({ resolveWithObject: true })
    made.set(id, { bytes: data, width: info.width, height: info.height })
  }
  return made
}

interface Size {
  width: number
  height: number
}

/** The size at which a picture stands in a room: as it is, or smaller where it would not fit. */
export function within(picture: Size, room: Size): Size {
  const scale = Math.min(1, room.width / picture.width, room.height / picture.height)
  return { width: Math.round(picture.width * scale), height: Math.round(picture.height * scale) }
}
