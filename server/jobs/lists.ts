import { resumeInterrupted, writingBrokeOff } from '~server/domain/cohorts/imports/interrupted'
import { forgetOldLists } from '~server/domain/cohorts/imports/tidy'
import { textIn, type Schedule, type Tasks } from './task'

/** Lists that people bring: read and judged, and written when somebody has said yes, each in a process of its own. */
export const listTasks: Tasks = {
  read_list: (payload, { lists }) => lists.run('read', textIn(payload, 'batchId')),
  write_list: async (payload, { lists, attempt }) => {
    const batchId = textIn(payload, 'batchId')
    // What could not be written is not tried again and again behind somebody's back: they are told, and say yes again.
    if (attempt > 1) await writingBrokeOff(batchId)
    else await lists.run('write', batchId).catch(() => writingBrokeOff(batchId))
  },
  resume_lists: resumeInterrupted,
  forget_old_lists: forgetOldLists,
}

export const listSchedule: Schedule = { forget_old_lists: '37 2 * * *', resume_lists: '*/10 * * * *' }
