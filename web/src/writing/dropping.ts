import { channels, may } from "../app/people.ts";
import { attach } from "./uploads.ts";

/** Lets files be dropped anywhere on something, to be sent along with what is written in a place. */
export function dropping(place: string, channel: string) {
  const carries = (event: DragEvent) => may("conversation_write") && (event.dataTransfer?.types.includes("Files") ?? false);
  return {
    onDragOver: (event: DragEvent & { currentTarget: HTMLElement }) => {
      if (!carries(event)) return;
      event.preventDefault();
      event.currentTarget.classList.add("dropping");
    },
    onDragLeave: (event: DragEvent & { currentTarget: HTMLElement }) => {
      if (!event.currentTarget.contains(event.relatedTarget as Node | null)) event.currentTarget.classList.remove("dropping");
    },
    onDrop: (event: DragEvent & { currentTarget: HTMLElement }) => {
      event.currentTarget.classList.remove("dropping");
      if (!carries(event)) return;
      event.preventDefault();
      void attach(place, [...(event.dataTransfer?.files ?? [])], channels.value.get(channel)?.limits);
    },
  };
}
