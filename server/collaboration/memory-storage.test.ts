import { randomUUID } from 'node:crypto'
import { MemoryStorage } from './memory-storage'
import { storageContract } from './storage-contract'

storageContract('the store in memory', () => {
  const storage = new MemoryStorage()
  return Promise.resolve({
    storage,
    createDocument: () => Promise.resolve(storage.create()),
    bumpEpoch: documentId => Promise.resolve(storage.bumpEpoch(documentId)),
    personId: randomUUID(),
  })
})
