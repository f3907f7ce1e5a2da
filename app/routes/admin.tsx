// The same frame as the desk's: whoever sees both goes from one to the other.
export { default, loader } from "./staff.tsx";
