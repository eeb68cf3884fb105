import fs from 'node:fs'
import { ask } from './http'
import type { Product } from './product'

/** What a product tells on its port for metrics, by name and labels. */
export async function metricsAt(port: number): Promise<Map<string, number>> {
  const { body } = await ask(`http://127.0.0.1:${port}/metrics`)
  const lines = body.split('\n').filter(line => line !== '' && !line.startsWith('#'))
  return new Map(lines.map(line => [line.slice(0, line.lastIndexOf(' ')), Number(line.split(' ').at(-1))]))
}

/** What the kernel tells of its process. */
export function processOf(product: Product): { rssMiB: number; descriptors: number; threads: number } {
  const status = fs.readFileSync(`/proc/${product.pid}/status`, 'utf8')
  const number = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1])
  return {
    rssMiB: Math.round(number('VmRSS') / 1024),
    descriptors: fs.readdirSync(`/proc/${product.pid}/fd`).length,
    threads: number('Threads'),
  }
}
