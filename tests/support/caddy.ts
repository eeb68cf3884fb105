import { spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { aFolder } from './scratch'
import { freePort } from './ports'
import { until } from './until'

const CADDYFILE = path.resolve(import.meta.dirname, '..', '..', 'deploy', 'Caddyfile')

/** Where the real reverse proxy is, or null on a machine that has none and may not install it. */
export const CADDY =
  [process.env['CADDY_PATH'], '/usr/bin/caddy'].find(place => place !== undefined && fs.existsSync(place)) ??
  null

export interface Caddy {
  stop(): Promise<void>
}

/** The proxy as `deploy/` describes it, before these nodes: over plain HTTP on one port, over TLS on the other. */
export async function startCaddy(deps: {
  port: number
  tlsPort: number
  nodes: readonly number[]
}): Promise<Caddy> {
  const home = aFolder()
  const nodes = deps.nodes.map(port => `127.0.0.1:${port}`).join(' ')
  const child = spawn(CADDY ?? 'caddy', ['run', '--config', CADDYFILE, '--adapter', 'caddyfile'], {
    env: {
      NODE_ENV: 'production',
      HOME: home,
      XDG_DATA_HOME: home,
      XDG_CONFIG_HOME: home,
      PULJE_SITE: `http://localhost:${deps.port}, https://localhost:${deps.tlsPort}`,
      CADDY_GLOBAL: `http_port ${await freePort()}\nhttps_port ${deps.tlsPort}\nskip_install_trust\nauto_https disable_redirects\nlocal_certs`,
      WEB_NODES: nodes,
      LIVE_NODES: nodes,
      PIN_SECRET: 'hemmelig',
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const exited = new Promise(resolve => child.once('exit', resolve))
  await until(
    'the proxy finds its nodes',
    async () => {
      if (child.exitCode !== null) throw new Error(`the proxy did not start:\n${said}`)
      const answer = await fetch(`http://localhost:${deps.port}/readyz`).catch(() => null)
      return answer?.status === 200
    },
    20_000,
  )
  return {
    async stop() {
      child.kill('SIGKILL')
      await exited
    },
  }
}
