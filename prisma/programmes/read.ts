import fs from 'node:fs'
import path from 'node:path'
import { programmeFile, type ProgrammeFile } from '~server/domain/cohorts/schema'
import { ROOT } from '~server/root'

/** A programme that comes with the product, by its slug. */
export function readProgramme(slug: string): ProgrammeFile {
  const file = path.join(ROOT, 'prisma', 'programmes', `${slug}.json`)
  return programmeFile.parse(JSON.parse(fs.readFileSync(file, 'utf8')))
}
