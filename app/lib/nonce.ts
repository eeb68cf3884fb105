import { createContext, useContext } from 'react'

const Nonce = createContext<string | undefined>(undefined)

/** The page's CSP nonce on the server; in the browser the attribute is hidden and not needed again. */
export const NonceProvider = Nonce.Provider
export const useNonce = (): string | undefined => useContext(Nonce)
