declare module "virtual:connecticut" {
  const outline: import("geojson").Geometry;
  export default outline;
}
