// The library that draws the network.
export { DataSet } from "vis-data/esnext";
export { Network } from "vis-network/esnext";
