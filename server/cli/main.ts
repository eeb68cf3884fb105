import { parseArgs } from 'node:util'
import { EnvironmentError } from '~server/env'
import { isDomainError } from '~server/domain/shared/errors'
import { RestoreError } from '~server/backup/restore'
import { auditVerify } from './audit-verify'
import { adminCreate } from './admin-create'
import { backupCommand, restoreCommand } from './backup'
import { benchPrepare } from './bench-prepare'
import { runCommand, UsageError, type Command } from './command'
import { doctor } from './doctor'
import { importUnits } from './import-units'
import { dbMigrate, dbMigration } from './migrations'
import { registryUpdate } from './registry-update'
import { userReset } from './user-reset'
import { programmeLoad } from './programme-load'

/** Everything an operator does. */
const COMMANDS: Record<string, Command> = {
  'admin:create': adminCreate,
  'user:reset': userReset,
  'registry:update': registryUpdate,
  backup: backupCommand,
  restore: restoreCommand,
  doctor,
  'audit:verify': auditVerify,
  'programme:load': programmeLoad,
  'import:units': importUnits,
  'db:migrate': dbMigrate,
  'db:migration': dbMigration,
  'bench:prepare': benchPrepare,
}

async function main(): Promise<number> {
  const [name = '', ...rest] = process.argv.slice(2)
  const command = COMMANDS[name]
  if (command === undefined) {
    console.error(help(name))
    return name === '' || name === 'help' ? 0 : 2
  }
  const { values, positionals } = parseArgs({
    args: rest,
    allowPositionals: true,
    options: {
      json: { type: 'boolean' },
      documents: { type: 'string' },
      country: { type: 'string' },
      county: { type: 'string' },
      'dry-run': { type: 'boolean' },
      as: { type: 'string' },
      'with-remarks': { type: 'boolean' },
    },
  })
  const result = await runCommand(command, positionals, values)
  const answer =
    values.json === true ? (result.pieces ?? [JSON.stringify(result.json)]) : [result.lines.join('\n')]
  for (const piece of answer) await print(piece)
  await print('\n')
  return result.ok === false ? 1 : 0
}

/** Resolves when whoever reads has taken everything: the process ends right after, and a pipe holds 64 KB. */
function print(text: string): Promise<void> {
  return new Promise(resolve => process.stdout.write(text, () => resolve()))
}

function help(name: string): string {
  const width = Math.max(...Object.values(COMMANDS).map(command => command.usage.length))
  return [
    ...(name === '' || name === 'help' ? [] : [`There is no command "${name}".`, '']),
    'npm run cli -- COMMAND [--json]',
    ...Object.values(COMMANDS).map(({ usage, about }) => `  ${usage.padEnd(width)}  ${about}`),
  ].join('\n')
}

main().then(
  status => process.exit(status),
  (error: unknown) => {
    const plain =
      error instanceof UsageError ||
      error instanceof EnvironmentError ||
      error instanceof RestoreError ||
      isDomainError(error)
    const wrongOption =
      error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')
    if (error instanceof Error && (plain || wrongOption)) console.error(error.message)
    else console.error(error)
    process.exit(1)
  },
)
