import fs from 'node:fs'

/** A process and all its descendants: the embedded database counts. */
function family(pid: number): number[] {
  const parents = new Map<number, number>()
  for (const name of fs.readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const parent = /\) \S (\d+)/.exec(tryRead(`/proc/${name}/stat`))?.[1]
    if (parent !== undefined) parents.set(Number(name), Number(parent))
  }
  const found = new Set([pid])
  for (let size = 0; size !== found.size;) {
    size = found.size
    for (const [child, parent] of parents) if (found.has(parent)) found.add(child)
  }
  return [...found]
}

/** Milliseconds that its threads have been on a processor, by process: one that ends takes its count along. */
function cpuMs(pid: number): Map<number, number> {
  const used = new Map<number, number>()
  for (const each of family(pid)) {
    let nanoseconds = 0
    for (const thread of tryList(`/proc/${each}/task`)) {
      nanoseconds += Number(tryRead(`/proc/${each}/task/${thread}/schedstat`).split(' ')[0])
    }
    used.set(each, nanoseconds / 1e6)
  }
  return used
}

/** Cores that were busy with it over a time. */
export async function coresOver(pid: number, milliseconds: number): Promise<number> {
  const before = cpuMs(pid)
  await new Promise(resolve => setTimeout(resolve, milliseconds))
  let used = 0
  for (const [each, after] of cpuMs(pid)) used += Math.max(0, after - (before.get(each) ?? 0))
  return used / milliseconds
}

/** Memory, what several processes share counted once. */
export function memoryMb(pid: number): number {
  let kilobytes = 0
  for (const each of family(pid)) {
    kilobytes += Number(/^Pss:\s+(\d+)/m.exec(tryRead(`/proc/${each}/smaps_rollup`))?.[1] ?? 0)
  }
  return kilobytes / 1024
}

function tryRead(file: string): string {
  try {
    return fs.readFileSync(file, 'utf8')
  } catch {
    return '0'
  }
}

function tryList(folder: string): string[] {
  try {
    return fs.readdirSync(folder)
  } catch {
    return []
  }
}
