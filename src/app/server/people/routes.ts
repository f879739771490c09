import type { Route } from '../http/route.ts'
import { accountRoutes } from './account-routes.ts'
import { grantRoutes } from './grant-routes.ts'
import { importRoutes } from './import-routes.ts'
import { keyRoutes } from './key-routes.ts'
import { organisationRoutes } from './organisation-routes.ts'
import type { PeopleOptions } from './reach.ts'

/** People, their rights and keys, and the organisations that they belong to. */
export const peopleRoutes = (options: PeopleOptions): readonly Route[] => [
  ...accountRoutes(options),
  ...grantRoutes(options),
  ...keyRoutes(options),
  ...importRoutes(options),
  ...organisationRoutes(options),
]
