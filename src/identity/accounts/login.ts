/** Letters and digits of any script, dots, hyphens, underscores, @: 2 to 100. */
const LOGIN = /^[\p{L}\p{N}][\p{L}\p{N}._@-]{1,99}$/u

/** One spelling for one name: full-width and capital letters are the same account. */
export const loginOf = (text: string): string => text.normalize('NFKC').trim().toLowerCase()

export const isLogin = (login: string): boolean => LOGIN.test(login)
