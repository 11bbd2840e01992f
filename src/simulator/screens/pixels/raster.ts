/** A picture as pixels. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  /** Row by row from the top left, one 0xRRGGBB for each pixel. */
  readonly pixels: Uint32Array;
}
