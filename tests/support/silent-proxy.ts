import net, { type AddressInfo } from 'node:net'

export interface SilentProxy {
  port: number
  /** From now on nothing comes through any more, in either direction, and nobody is told. */
  fallSilent(): void
  /** New connections get through again; what was open stays dead, as behind a router that has forgotten it. */
  heal(): void
  stop(): Promise<void>
}

/** A network in front of a server of this machine that can lose everything without a word. */
export async function silentProxy(target: () => number): Promise<SilentProxy> {
  let silent = false
  const sockets = new Set<net.Socket>()
  const server = net.createServer({ pauseOnConnect: true }, near => {
    sockets.add(near)
    near.on('error', () => near.destroy())
    if (silent) return
    const far = net.connect(target(), '127.0.0.1')
    sockets.add(far)
    far.on('error', () => far.destroy())
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      one.setNoDelay(true)
      one.pipe(other)
      one.on('close', () => one.isPaused() || other.destroy())
    }
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    fallSilent() {
      silent = true
      for (const socket of sockets) socket.unpipe().pause()
    },
    heal: () => (silent = false),
    async stop() {
      for (const socket of sockets) socket.destroy()
      await new Promise(resolve => server.close(resolve))
    },
  }
}
