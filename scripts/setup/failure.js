/** A step of the setup that did not work; the message is for the person who started it. */
export class SetupFailure extends Error {}
