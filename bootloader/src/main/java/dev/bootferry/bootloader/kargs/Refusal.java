package dev.bootferry.bootloader.kargs;

/**
 * Why a text would not pass through a boot loader unchanged.
 *
 * @param culprit the character or characters it fails on
 * @param reason as a clause, such as "GRUB takes it for the end of a command"
 */
record Refusal(String culprit, String reason) {}
