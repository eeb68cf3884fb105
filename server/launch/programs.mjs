// The programs that tests need besides Node: found on the system, else installed by its package manager where we may.
import { execFileSync, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { say } from './prepare.mjs'

const PROGRAMS = {
  chromium: {
    variable: 'CHROMIUM_PATH',
    names: ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'],
    package: 'chromium',
    fixed: ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'],
  },
  redis: {
    variable: 'REDIS_SERVER_PATH',
    names: ['redis-server', 'valkey-server'],
    package: 'redis-server',
    fixed: [],
  },
  caddy: {
    variable: 'CADDY_PATH',
    names: ['caddy'],
    package: 'caddy',
    fixed: [],
  },
}

/** The program's path. Ends the process with one sentence when it is not there and cannot be installed. */
export function need(program) {
  const wanted = PROGRAMS[program]
  const there = findOrInstall(wanted)
  if (there !== null) return there
  console.error(
    `The tests need ${wanted.package}: install it with your package manager (apt install ${wanted.package}, brew install ${program}), or set ${wanted.variable} to where it is.`,
  )
  process.exit(1)
}

/** The same for a program without which only some tests are left out: null when it is not there and may not be installed. */
export function wish(program) {
  const there = findOrInstall(PROGRAMS[program])
  if (there === null)
    say(`Without ${PROGRAMS[program].package} the tests behind the reverse proxy are left out.`)
  return there
}

function findOrInstall(wanted) {
  return find(wanted) ?? (aptInstall(wanted.package) ? find(wanted) : null)
}

function find({ variable, names, fixed }) {
  const named = process.env[variable]
  if (named) return fs.existsSync(named) ? named : null
  const folders = (process.env.PATH ?? '').split(path.delimiter)
  const places = [...names.flatMap(name => folders.map(folder => path.join(folder, name))), ...fixed]
  return places.find(place => fs.existsSync(place)) ?? null
}

function aptInstall(name) {
  if (process.getuid?.() !== 0 || spawnSync('apt-get', ['--version']).status !== 0) return false
  say(`Installing ${name} …`)
  const options = {
    stdio: ['ignore', 'ignore', 2],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  }
  try {
    execFileSync('apt-get', ['update', '-qq'], options)
    // Debian's redis package starts a service of its own, which the tests do not want.
    const policy = '/usr/sbin/policy-rc.d'
    const mine = !fs.existsSync(policy)
    if (mine) fs.writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 })
    try {
      execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', name], options)
    } finally {
      if (mine) fs.rmSync(policy)
    }
    return true
  } catch {
    return false
  }
}
