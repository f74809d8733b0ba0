package org.mimika.cli;

import org.mimika.learn.torch.Device;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the option of where to train. */
final class DeviceName implements ITypeConverter<Device> {
    @Override
    public Device convert(String text) {
        for (Device device : new Device[] {Device.CPU, Device.CUDA}) {
            if (device.toString().equals(text)) {
                return device;
            }
        }
        throw new TypeConversionException("'" + text + "', expected cpu or cuda");
    }
}
