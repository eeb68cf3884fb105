/** What the server takes; and what a phone turns its own kinds into for us. */
export const IMAGE_KINDS = 'image/jpeg,image/png,image/webp,image/gif,image/avif'
/** Largest file that is sent, in bytes; the server has the same limit. */
const LARGEST = 10 * 2 ** 20

export interface UploadedImage {
  id: string
  width: number
  height: number
}

export type UploadFault =
  'offline' | 'tooLarge' | 'notAPicture' | 'tooManyPixels' | 'tooMany' | 'tooOften' | 'failed'

const REASONS: Readonly<Record<string, UploadFault>> = {
  'images.too_large': 'tooLarge',
  'images.not_a_picture': 'notAPicture',
  'images.too_many_pixels': 'tooManyPixels',
  'images.too_many': 'tooMany',
  'images.too_often': 'tooOften',
}

export interface Uploading {
  /** @throws never: what went wrong is the answer. */
  done: Promise<UploadedImage | UploadFault>
  cancel: () => void
}

/** Sends a picture, with how much of it has gone from 0 to 1. */
export function uploadImage(documentId: string, file: File, progress: (part: number) => void): Uploading {
  const request = new XMLHttpRequest()
  const done = new Promise<UploadedImage | UploadFault>(resolve => {
    request.upload.onprogress = ({ loaded, total }) => progress(total > 0 ? loaded / total : 0)
    request.onload = () => resolve(answerOf(request))
    request.onerror = () => resolve(navigator.onLine ? 'failed' : 'offline')
    request.onabort = () => resolve('failed')
    const fault = !navigator.onLine ? 'offline' : file.size > LARGEST ? 'tooLarge' : null
    if (fault) {
      resolve(fault)
      return
    }
    const form = new FormData()
    form.append('file', file)
    request.open('POST', `/dokumenter/${documentId}/bilder`)
    request.send(form)
  })
  return { done, cancel: () => request.abort() }
}

function answerOf({ status, responseText }: XMLHttpRequest): UploadedImage | UploadFault {
  try {
    const answer = JSON.parse(responseText) as Partial<UploadedImage> & { reason?: string }
    const { id, width, height } = answer
    if (status === 201 && id !== undefined && width !== undefined && height !== undefined)
      return { id, width, height }
    return REASONS[answer.reason ?? ''] ?? 'failed'
  } catch {
    return 'failed'
  }
}

/** The first picture among what is pasted or dropped. */
export function pictureIn(data: Pick<DataTransfer, 'files'> | null): File | null {
  return [...(data?.files ?? [])].find(({ type }) => type.startsWith('image/')) ?? null
}
