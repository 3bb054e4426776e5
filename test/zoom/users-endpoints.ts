import { displayName, type ZoomUser } from './account.ts';
import { type ApiEndpoint, type Caller, namedUser, noSuchUser } from './api.ts';
import { json } from './exchange.ts';

export const usersEndpoints: ApiEndpoint[] = [
  {
    method: 'GET',
    template: '/v2/users/{id}',
    tier: 'Light',
    scope: 'user:read:user',
    handle(request, caller) {
      const segment = request.params.id ?? '';
      const user = namedUser(segment, caller);
      return user ? json(200, userBody(user, caller)) : noSuchUser(segment);
    },
  },
];

const userBody = (user: ZoomUser, caller: Caller) => ({
  id: user.id,
  account_id: caller.account.id,
  email: user.email,
  first_name: user.firstName,
  last_name: user.lastName,
  display_name: displayName(user),
  type: 2,
  role_name: caller.account.users[0]?.id === user.id ? 'Owner' : 'Member',
  timezone: user.timezone,
  status: 'active',
  verified: 1,
});
