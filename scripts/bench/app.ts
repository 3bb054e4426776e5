/** The app that the Halo of a bench has, and its Zoom knows. */
export const APP = {
  clientId: 'bench-app',
  clientSecret: 'bench-app-secret',
  secretToken: 'bench-secret-token',
};
