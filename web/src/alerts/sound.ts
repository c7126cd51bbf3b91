const NOTES: readonly [number, number][] = [[660, 0], [880, 0.12]];
const LENGTH = 0.25;
const LOUD = 0.12;

let context: AudioContext | null = null;

/** Two soft notes, made here: no file is loaded. Browsers stay silent until somebody has touched the page. */
export async function chime(): Promise<void> {
  context ??= new AudioContext();
  await context.resume();
  for (const [pitch, after] of NOTES) {
    const [note, volume, begin] = [context.createOscillator(), context.createGain(), context.currentTime + after];
    note.frequency.value = pitch;
    volume.gain.setValueAtTime(0, begin);
    volume.gain.linearRampToValueAtTime(LOUD, begin + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.0001, begin + LENGTH);
    note.connect(volume).connect(context.destination);
    note.start(begin);
    note.stop(begin + LENGTH);
  }
}
