import { unpack } from "./unpack.js";

// plotly.js is unpacked while the picture of the experiment is already there.
const script = document.getElementById("plotly");
const plain = await (await unpack("plotly-packed")).blob();
script.src = URL.createObjectURL(plain.slice(0, plain.size, "text/javascript"));
