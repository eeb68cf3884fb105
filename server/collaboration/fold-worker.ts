import { parentPort } from 'node:worker_threads'
import { fold, unpack, type Folded } from './fold-replay'
import { reason } from './logger'

export interface FoldRequest {
  id: number
  packed: Uint8Array<ArrayBuffer>
}

export type FoldAnswer = { id: number; folded: Folded } | { id: number; fault: string }

parentPort?.on('message', ({ id, packed }: FoldRequest) => {
  parentPort?.postMessage(answer(id, packed))
})

function answer(id: number, packed: Uint8Array): FoldAnswer {
  try {
    return { id, folded: fold(unpack(packed)) }
  } catch (error) {
    return { id, fault: reason(error) }
  }
}
