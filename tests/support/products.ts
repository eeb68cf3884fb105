import { afterEach, vi } from 'vitest'
import { Product } from './product'

/** Products that are started, killed and started again: a busy machine needs its time for each. */
export const PATIENCE_MS = 120_000

/** Call at the top of the file. What was started is removed after each test. */
export function useProducts(): (dataDir?: string) => Promise<Product> {
  vi.setConfig({ testTimeout: PATIENCE_MS })
  const products: Product[] = []
  afterEach(async () => {
    await Promise.all(products.splice(0).map(product => product.remove()))
  }, PATIENCE_MS)
  return async dataDir => {
    const product = await Product.start(dataDir === undefined ? {} : { dataDir })
    products.push(product)
    return product
  }
}
