declare module "virtual:sprite" {
  /** Where the sprite of all icons is. */
  const address: string;
  export default address;
}
