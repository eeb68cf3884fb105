import { forgetUnusedImages } from '~server/domain/documents/unused-images'
import type { Schedule, Tasks } from './task'

/** What live documents no longer need. */
export const documentTasks: Tasks = {
  forget_unused_images: async () => {
    await forgetUnusedImages()
  },
}

export const documentSchedule: Schedule = { forget_unused_images: '41 3 * * *' }
