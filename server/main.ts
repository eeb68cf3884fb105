import path from 'node:path'
import { boot } from './boot'
import { EnvironmentError, readEnv } from './env'
import { createLog } from './log'
import { InstanceInUseError } from './database/embedded/cluster'
import { ROOT } from './root'

/** The server's process: reads the environment, starts everything, and stops it cleanly when asked to. */
async function main(): Promise<void> {
  const env = readEnv(process.env)
  const log = createLog(env.logLevel)
  const running = await boot(env, log, path.join(ROOT, 'build'))
  // A page that asks for two things at once and stops at one leaves the other's refusal to nobody. That is a fault of
  // ours, for the log, and no reason to end what hundreds of people are writing.
  process.on('unhandledRejection', error => log.error({ err: error }, 'nobody waited for what failed here'))
  console.info(running.banner)

  let stopping = false
  const stop = (signal: string): void => {
    if (stopping) return
    stopping = true
    log.info({ signal }, 'stopping')
    running.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, 'stopping failed')
        process.exit(1)
      },
    )
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
}

main().catch((error: unknown) => {
  // These two are for the operator's eyes, in one sentence; anything else is ours and wants its stack.
  if (error instanceof EnvironmentError || error instanceof InstanceInUseError) console.error(error.message)
  else console.error(error)
  process.exit(1)
})
