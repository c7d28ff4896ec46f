export { default } from '@echo-twins/tooling/jest';
