import { writeBatch } from '~server/domain/cohorts/imports/confirm'
import { readBatch } from '~server/domain/cohorts/imports/reading'
import { forgetOldLists } from '~server/domain/cohorts/imports/tidy'
import { readList, readPasted } from '~server/files/lists/read'
import { textIn, type Schedule, type Tasks } from './task'

/** Lists that people bring: read and judged, and written when somebody has said yes. */
export const listTasks: Tasks = {
  read_list: payload =>
    readBatch(textIn(payload, 'batchId'), (bytes, fileName) =>
      fileName === '' ? readPasted(bytes.toString('utf8')) : readList(bytes, fileName),
    ),
  write_list: payload => writeBatch(textIn(payload, 'batchId')),
  forget_old_lists: forgetOldLists,
}

export const listSchedule: Schedule = { forget_old_lists: '37 2 * * *' }
