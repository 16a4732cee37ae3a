// The libraries that draw a large network, and hold its graph.
export { default as Graph } from "graphology";
export { default as Sigma } from "sigma";
export { EdgeLineProgram } from "sigma/rendering";
