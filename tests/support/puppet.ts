import fs from 'node:fs'
import path from 'node:path'
import { Product } from './product'
import { aFolder } from './scratch'
import { until } from './until'

/** A product whose process can be made to stand still, and whose clock can be set. */
export interface Puppet {
  product: Product
  /** Its event loop is busy for so long. Resolves when it is free again. */
  block(milliseconds: number): Promise<void>
  /** Its clock is set forward (or back) by so much, as an operator or a time server does. */
  jump(milliseconds: number): Promise<void>
}

export async function aPuppet(env: Record<string, string> = {}): Promise<Puppet> {
  const file = path.join(aFolder(), 'deed')
  const script = path.join(import.meta.dirname, 'puppet-strings.mjs')
  const product = await Product.start({
    env: { ...env, PUPPET: file, NODE_OPTIONS: `--import ${script}` },
  })
  const does = async (deed: string, patience: number): Promise<void> => {
    fs.writeFileSync(file, deed)
    process.kill(product.pid, 'SIGUSR2')
    await until(`done: ${deed}`, () => fs.readFileSync(file, 'utf8') === 'done', patience)
  }
  return {
    product,
    block: milliseconds => does(`block ${milliseconds}`, milliseconds + 20_000),
    jump: milliseconds => does(`jump ${milliseconds}`, 20_000),
  }
}
